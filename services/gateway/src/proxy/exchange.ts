import { request as httpRequest, type Agent, type ClientRequest, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { pipeline } from 'node:stream';
import type { ServiceName } from '@widecast/contracts';
import { DomainError } from '@widecast/service-kit';
import type { Request, Response } from 'express';
import { drain } from './drain.ts';
import { hasBody, headersBack } from './headers.ts';
import { Meter } from './meter.ts';
import { OutcomeUnknown, ServiceUnavailable } from './upstream.errors.ts';

export interface Destination {
  readonly service: ServiceName;
  readonly url: URL;
  readonly headers: OutgoingHttpHeaders;
  readonly agent: Agent;
  /** Bytes of the body, at most. */
  readonly limit: number;
  /** Milliseconds in which something must move, be it an answer that says that it goes on (102 Processing). */
  readonly patience: number;
}

/** The service closed a kept connection just when it was used again; the same request may be sent once more, where that does nothing twice. */
export class ConnectionWasStale extends Error {}

/** One request passed on to a service, and its answer passed back, both as streams. */
export class Exchange {
  private readonly outgoing: ClientRequest;
  private readonly idle: NodeJS.Timeout;
  private settle: { resolve: () => void; reject: (error: unknown) => void } = { resolve: () => undefined, reject: () => undefined };

  constructor(private readonly request: Request, private readonly response: Response, private readonly to: Destination) {
    this.outgoing = httpRequest(to.url, { method: request.method, headers: to.headers, agent: to.agent });
    this.idle = setTimeout(() => this.fail(new OutcomeUnknown(to.service, `was silent for ${to.patience / 1000} s`)), to.patience);
  }

  /** Ends when the answer was sent or the client is gone; throws where nothing was answered yet. */
  run(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.settle = { resolve, reject };
      this.response.once('close', this.end);
      this.outgoing.on('information', () => this.idle.refresh()).once('response', (incoming) => this.answer(incoming)).on('error', (error) => this.fail(this.reasonOf(error)));
      this.send();
    });
  }

  private send(): void {
    if (!hasBody(this.request.headers)) {
      this.outgoing.end();
      return;
    }
    const meter = new Meter(() => this.idle.refresh(), this.to.limit);
    meter.once('error', (error) => this.fail(error));
    // Not a pipeline: that would take the client's connection down with the service's, and the answer with it.
    this.request.pipe(meter).pipe(this.outgoing);
  }

  private answer(incoming: IncomingMessage): void {
    this.idle.refresh();
    this.response.writeHead(incoming.statusCode ?? 502, headersBack(incoming.headers));
    pipeline(incoming, new Meter(() => this.idle.refresh()), this.response, () => undefined);
  }

  private fail(error: unknown): void {
    if (this.response.headersSent) {
      this.response.destroy();
      return;
    }
    this.response.off('close', this.end);
    this.release();
    this.settle.reject(error);
  }

  private readonly end = (): void => {
    this.release();
    this.settle.resolve();
  };

  /** A client that went away takes the service's work with it. */
  private release(): void {
    clearTimeout(this.idle);
    this.outgoing.destroy();
    drain(this.request);
  }

  private reasonOf(error: NodeJS.ErrnoException): unknown {
    const { service } = this.to;
    if (error instanceof DomainError) return error;
    if (this.outgoing.reusedSocket && error.code === 'ECONNRESET' && !hasBody(this.request.headers)) return new ConnectionWasStale();
    return this.outgoing.socket?.connecting === false && error.code !== 'ECONNREFUSED' ? new OutcomeUnknown(service, 'broke the connection') : new ServiceUnavailable(service);
  }
}
