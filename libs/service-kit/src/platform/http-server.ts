import type { AddressInfo } from 'node:net';
import type { Request, Response } from 'express';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { ActorGuard } from '../actor/actor.guard.ts';
import type { ServiceConfig } from '../config/service-config.ts';
import { apiPartOf, endpointsOf } from '../http/openapi.ts';
import { ProblemFilter } from '../http/problem.filter.ts';
import { measureRequests } from '../metrics/http-metrics.ts';
import { traceRequests } from '../tracing/tracing.ts';
import type { ServiceDefinition } from './service-definition.ts';

const BODY_LIMIT = '8mb';

/** Limits, rights, errors and measurements that are the same on every endpoint. */
export function prepareHttp(app: NestExpressApplication, { name, prepare }: Pick<ServiceDefinition, 'name' | 'prepare'>, config: ServiceConfig): void {
  app.disable('x-powered-by');
  // An import may be sent for longer than the five minutes that Node gives a request; its head still has one minute.
  (app.getHttpServer() as { requestTimeout: number }).requestTimeout = 0;
  app.use(measureRequests(name), traceRequests(name));
  prepare?.(app);
  app.useBodyParser('json', { limit: BODY_LIMIT, strict: false });
  app.useBodyParser('urlencoded', { limit: '64kb', extended: false });
  app.useGlobalGuards(new ActorGuard(config.WIDECAST_INTERNAL_SECRET));
  app.useGlobalFilters(new ProblemFilter());
  const part = (): object => apiPartOf(endpointsOf(app), name);
  app.use('/openapi-part.json', (_request: Request, response: Response) => response.json(part()));
}

const DRAIN = 10_000;

/** Lets requests in flight come to their end, for ten seconds. */
export async function closeHttp(app: NestExpressApplication): Promise<void> {
  const server = app.getHttpServer() as { closeAllConnections(): void };
  const late = setTimeout(() => server.closeAllConnections(), DRAIN);
  await app.close();
  clearTimeout(late);
}

export function urlOf(app: NestExpressApplication): string {
  const { port } = (app.getHttpServer() as { address(): AddressInfo }).address();
  return `http://127.0.0.1:${port}`;
}
