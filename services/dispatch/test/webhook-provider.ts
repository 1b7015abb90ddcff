import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly raw: string;
  readonly body: { readonly id: string; readonly to: string; readonly text: string; readonly subject: string; readonly source: { readonly kind: string } };
}

/** A status, with headers; or nothing at all: the connection is closed. */
export type Reply = { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string } | 'hang up';

export interface Provider {
  readonly url: string;
  readonly received: Received[];
  reply(next: (received: Received) => Reply): void;
  stop(): Promise<void>;
}

/** A provider of text messages, as far as a webhook shows it. */
export async function startProvider(): Promise<Provider> {
  const received: Received[] = [];
  let reply: (received: Received) => Reply = () => ({ status: 202 });
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const raw = Buffer.concat(pieces).toString();
      const one = { headers: request.headers, raw, body: JSON.parse(raw) as Received['body'] };
      received.push(one);
      const answer = reply(one);
      if (answer === 'hang up') request.socket.destroy();
      else response.writeHead(answer.status, answer.headers).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/sms`, received,
    reply: (next) => (reply = next),
    stop: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}
