import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { problemOf } from './problem.ts';

/** Answers errors as application/problem+json and logs those that are ours. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('http');

  catch(error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    const request = host.switchToHttp().getRequest<Request>();
    const { method, path } = request;
    // What is left of a body that was refused would stand in the way of the next request on this connection. A reader that lets go later stops a
    // flow that nobody listens to.
    if (!request.complete) request.removeAllListeners('readable').on('data', () => undefined).resume();
    const answer = problemOf(error);
    if (answer.status === 500) this.logger.error({ msg: 'a request failed', method, path, error, stack: error instanceof Error ? error.stack : undefined });
    if (response.headersSent) {
      response.destroy();
      return;
    }
    if (answer.status === 503) response.setHeader('retry-after', '2');
    response.status(answer.status).type('application/problem+json').send(JSON.stringify(answer));
  }
}
