import type { Readable } from 'node:stream';
import { Failure, reasonOf } from '../failure.ts';
import { refusalOf } from './problem.ts';
import { sendStream } from './send-stream.ts';

export type Json = Record<string, unknown>;
export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** Speaks to the gateway; throws {@link Failure} where it refuses or does not answer. */
export class ApiClient {
  constructor(private readonly base: string, private readonly key: string | undefined) {
    if (!/^https?:/.test(base) || !URL.canParse(base)) throw new Failure(`"${base}" is not a URL like http://127.0.0.1:8080 (--url or WIDECAST_URL)`);
  }

  async get(path: string, query: Query = {}): Promise<Json> {
    return jsonIn(await this.ask('GET', path, { query }));
  }

  /** What is not JSON, byte by byte. */
  async bytes(path: string, query: Query = {}): Promise<Buffer> {
    const { status, content } = await this.fetched(this.urlOf(path, query), { headers: { ...this.authorization(), accept: '*/*' } });
    accepted({ status, text: content.toString() });
    return content;
  }

  async post(path: string, body?: unknown): Promise<Json> {
    return jsonIn(await this.ask('POST', path, { body }));
  }

  async put(path: string, body: unknown): Promise<Json> {
    return jsonIn(await this.ask('PUT', path, { body }));
  }

  async patch(path: string, body: unknown): Promise<Json> {
    return jsonIn(await this.ask('PATCH', path, { body }));
  }

  async delete(path: string, query: Query = {}): Promise<Json> {
    return jsonIn(await this.ask('DELETE', path, { query }));
  }

  /** Without a key, whatever the status. */
  async open(path: string): Promise<Answer> {
    return textual(await this.fetched(this.urlOf(path), {}));
  }

  /** Sends a stream as it comes; waits for the answer as long as it takes. */
  async stream(path: string, query: Query, type: string, body: Readable): Promise<Json> {
    const headers = { ...this.authorization(), 'content-type': type };
    const answer = await sendStream(this.urlOf(path, query), headers, body, (error) => this.unreachable(error));
    return jsonIn(accepted(answer));
  }

  private async ask(method: string, path: string, { query = {}, body }: { query?: Query; body?: unknown } = {}): Promise<string> {
    const content = body === undefined ? {} : { body: JSON.stringify(body) };
    const headers = { ...this.authorization(), accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
    return accepted(textual(await this.fetched(this.urlOf(path, query), { method, headers, ...content })));
  }

  private async fetched(url: URL, request: RequestInit): Promise<{ status: number; content: Buffer }> {
    try {
      const response = await fetch(url, request);
      return { status: response.status, content: Buffer.from(await response.arrayBuffer()) };
    } catch (error) {
      throw this.unreachable(error);
    }
  }

  private authorization(): Record<string, string> {
    const key = this.key?.trim();
    if (!key) throw new Failure('no API key: set WIDECAST_API_KEY or give --key; the first key was printed at the first start');
    if (!/^[!-~]+$/.test(key)) throw new Failure('the API key has characters that no key has; copy it again');
    return { authorization: `Bearer ${key}` };
  }

  private urlOf(path: string, query: Query = {}): URL {
    const url = new URL(`${this.base.replace(/\/$/, '')}${path}`);
    for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, String(value));
    return url;
  }

  private unreachable(error: unknown): Failure {
    return new Failure(`Widecast does not answer at ${this.base} (${reasonOf(error)}); is it running? --url or WIDECAST_URL says where it is`);
  }
}

const textual = ({ status, content }: { status: number; content: Buffer }): Answer => ({ status, text: content.toString() });

function accepted({ status, text }: Answer): string {
  if (status < 200 || status > 299) throw refusalOf(status, text);
  return text;
}

function jsonIn(text: string): Json {
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
