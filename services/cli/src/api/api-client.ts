import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Readable } from 'node:stream';
import { Failure, reasonOf } from '../failure.ts';
import { refusalOf } from './problem.ts';

export type Json = Record<string, unknown>;
export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** Speaks to the gateway; throws {@link Failure} where it refuses or does not answer. */
export class ApiClient {
  constructor(private readonly base: string, private readonly key: string | undefined) {
    if (!URL.canParse(base)) throw new Failure(`"${base}" is not a URL like http://127.0.0.1:8080 (--url or WIDECAST_URL)`);
  }

  get(path: string, query: Query = {}): Promise<Json> {
    return this.ask('GET', path, query);
  }

  post(path: string, body?: unknown): Promise<Json> {
    return this.ask('POST', path, {}, body);
  }

  patch(path: string, body: unknown): Promise<Json> {
    return this.ask('PATCH', path, {}, body);
  }

  delete(path: string, query: Query = {}): Promise<Json> {
    return this.ask('DELETE', path, query);
  }

  /** Without a key, whatever the status. */
  async open(path: string): Promise<Answer> {
    try {
      const response = await fetch(this.urlOf(path, {}));
      return { status: response.status, text: await response.text() };
    } catch (error) {
      throw this.unreachable(error);
    }
  }

  /** Sends a stream as it comes; waits for the answer as long as it takes. */
  async stream(path: string, query: Query, type: string, body: Readable): Promise<Json> {
    const url = this.urlOf(path, query);
    const { status, text } = await new Promise<Answer>((resolve, reject) => {
      const outgoing = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, { method: 'POST', headers: { ...this.authorization(), 'content-type': type } });
      outgoing.once('response', (response) => {
        const pieces: Buffer[] = [];
        response.on('data', (piece: Buffer) => pieces.push(piece));
        response.once('error', reject).once('end', () => {
          // Refused before all was sent: the rest is not wanted.
          body.destroy();
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(pieces).toString() });
        });
      });
      outgoing.once('error', (error) => reject(this.unreachable(error)));
      body.once('error', (error) => {
        reject(new Failure(reasonOf(error)));
        outgoing.destroy();
      });
      body.pipe(outgoing);
    });
    return parsed(status, text);
  }

  private async ask(method: string, path: string, query: Query = {}, body?: unknown): Promise<Json> {
    const content = body === undefined ? {} : { body: JSON.stringify(body) };
    const headers = { ...this.authorization(), accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
    const answer = await fetch(this.urlOf(path, query), { method, headers, ...content })
      .then(async (response) => ({ status: response.status, text: await response.text() }))
      .catch((error: unknown) => {
        throw this.unreachable(error);
      });
    return parsed(answer.status, answer.text);
  }

  private authorization(): Record<string, string> {
    if (!this.key) throw new Failure('no API key: set WIDECAST_API_KEY or give --key; the first key was printed at the first start');
    return { authorization: `Bearer ${this.key}` };
  }

  private urlOf(path: string, query: Query): URL {
    const url = new URL(`${this.base.replace(/\/$/, '')}${path}`);
    for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, String(value));
    return url;
  }

  private unreachable(error: unknown): Failure {
    return error instanceof Failure ? error : new Failure(`Widecast does not answer at ${this.base} (${reasonOf(error)}); is it running? --url or WIDECAST_URL says where it is`);
  }
}

function parsed(status: number, text: string): Json {
  if (status < 200 || status > 299) throw refusalOf(status, text);
  if (text === '') return {};
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new Failure('the answer is not JSON; is this the address of Widecast?');
  }
}

/** A path with its parts encoded. */
export function at(parts: TemplateStringsArray, ...values: readonly string[]): string {
  return String.raw({ raw: parts }, ...values.map(encodeURIComponent));
}
