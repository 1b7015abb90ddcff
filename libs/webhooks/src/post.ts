import { lookup as resolve, type LookupAddress, type LookupOptions } from 'node:dns';
import { request as plainRequest, type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as secureRequest } from 'node:https';
import { isIP, type LookupFunction, type Socket } from 'node:net';
import { isPublicAddress } from './public-address.ts';
import type { Reach } from './reach.ts';

export interface Post {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** For the whole exchange, in ms. */
  readonly timeout: number;
  readonly reach: Reach;
}

/** What came of it: an answer; nothing, and nothing was written; written, and no answer; or the sender said stop. */
export type Posted =
  | { readonly kind: 'answered'; readonly status: number; readonly retryAfter: string | undefined }
  | { readonly kind: 'unsent'; readonly why: string }
  | { readonly kind: 'unknown'; readonly why: string }
  | { readonly kind: 'stopped' };

/** Read of an answer and thrown away; beyond it the connection is closed. */
const MOST_READ = 64 * 1024;

/** The address may be another one each time a name is looked up, so it is judged at the moment of connecting. */
const publicOnly: LookupFunction = (hostname, options: LookupOptions, done) => {
  resolve(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    const closed = addresses?.find(({ address }) => !isPublicAddress(address));
    if (error) return done(error, '', 0);
    if (closed || addresses.length === 0) return done(new PrivateAddress(hostname), '', 0);
    if (options.all) return done(null, addresses);
    return done(null, addresses[0]?.address ?? '', addresses[0]?.family);
  });
};

class PrivateAddress extends Error {
  constructor(hostname: string) {
    super(`${hostname} is not an address of the public internet`);
  }
}

/** Posts once: follows no redirect, keeps no connection. `mayLeave` is asked when the connection stands, right before anything is written. Never throws. */
export function post({ url, headers, body, timeout, reach }: Post, mayLeave: () => boolean): Promise<Posted> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (reach === 'public' && (url.protocol !== 'https:' || (isIP(host) !== 0 && !isPublicAddress(host)))) {
    return Promise.resolve({ kind: 'unsent', why: `${url.protocol}//${url.host} is not https to the public internet` });
  }
  const patience = AbortSignal.timeout(timeout);
  const options: RequestOptions = {
    method: 'POST', agent: false, headers: { ...headers, 'content-length': body.length }, signal: patience, maxHeaderSize: 16_384,
    ...(reach === 'public' ? { lookup: publicOnly } : {}),
  };
  return new Promise((done) => {
    let isWritten = false;
    const request = (url.protocol === 'https:' ? secureRequest : plainRequest)(url, options);
    request.on('error', (error) => done({ kind: isWritten ? 'unknown' : 'unsent', why: patience.aborted ? `no answer in ${timeout / 1000} s` : ((error as NodeJS.ErrnoException).code ?? error.message) }));
    request.on('response', (response) => done(answerOf(response, request)));
    request.on('socket', (socket) => whenOpen(socket, url, () => {
      if (!mayLeave()) {
        done({ kind: 'stopped' });
        request.destroy();
        return;
      }
      isWritten = true;
      request.end(body);
    }));
  });
}

function whenOpen(socket: Socket, { protocol }: URL, open: () => void): void {
  socket.once(protocol === 'https:' ? 'secureConnect' : 'connect', open);
}

/** The status says it all; of the rest little is read. */
function answerOf(response: IncomingMessage, request: ClientRequest): Posted {
  let read = 0;
  response.on('error', () => undefined);
  response.on('data', (piece: Buffer) => {
    read += piece.length;
    if (read > MOST_READ) request.destroy();
  });
  const { 'retry-after': retryAfter } = response.headers;
  return { kind: 'answered', status: response.statusCode ?? 0, retryAfter };
}
