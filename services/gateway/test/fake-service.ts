import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FakeService {
  readonly url: string;
  /** What the service answers from now on; by default 200 and what it saw. */
  answer(listener: RequestListener): void;
  close(): Promise<void>;
}

export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

const echo: RequestListener = (request, response) => {
  void bodyOf(request).then((body) => json(response, 200, { method: request.method, url: request.url, headers: request.headers, body }));
};

/** A service at the other end of the gateway, as far as HTTP shows it. */
export async function startFakeService(part: object = { paths: {} }): Promise<FakeService> {
  let listener: RequestListener = echo;
  let health = { status: 'ready', checks: {} };
  const server = createServer((request, response) => {
    if (request.url === '/openapi-part.json') return json(response, 200, part);
    if (request.url === '/readyz') return json(response, health.status === 'not ready' ? 503 : 200, health);
    if (request.url === '/fake-health') return void bodyOf(request).then((body) => json(response, 200, (health = JSON.parse(body) as typeof health)));
    return listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answer: (next) => (listener = next),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString();
}
