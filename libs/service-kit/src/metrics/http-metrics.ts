import type { NextFunction, Request, Response } from 'express';
import { histogram } from './metrics.ts';

const requests = histogram(
  { name: 'widecast_http_request_seconds', help: 'Time to answer a request.', labels: ['service', 'method', 'route', 'status'] },
  [0.005, 0.02, 0.1, 0.5, 2, 10],
);

/** Measures requests by their route, never by their path, so that no id becomes a label. */
export function measureRequests(service: string): (request: Request, response: Response, next: NextFunction) => void {
  return (request, response, next) => {
    const begun = performance.now();
    response.on('finish', () => {
      const route = (request.route as { path?: string } | undefined)?.path ?? 'none';
      requests.observe({ service, method: request.method, route, status: String(response.statusCode) }, (performance.now() - begun) / 1000);
    });
    next();
  };
}
