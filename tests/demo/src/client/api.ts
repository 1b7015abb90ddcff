/** An answer of the API that is not the one asked for, with what the problem says. */
export class ApiRefused extends Error {
  constructor(
    readonly status: number,
    request: string,
    problem: string,
  ) {
    super(`${request} was answered ${status}: ${problem}`);
    this.name = ApiRefused.name;
  }
}

export interface ApiSettings {
  /** Of the gateway, without /v1. */
  readonly url: string;
  readonly key: string;
}

export interface Pages<Item> {
  readonly path: string;
  /** The field of a page that holds its items. */
  readonly list: string;
  readonly cursorOf: (item: Item) => string;
  readonly limit?: number;
}

interface Request {
  readonly body?: NonNullable<RequestInit['body']>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly duplex?: 'half';
}

/** The public API, as any program outside uses it. */
export class Api {
  constructor(readonly settings: ApiSettings) {}

  get<Body>(path: string): Promise<Body> {
    return this.call<Body>('GET', path);
  }

  post<Body>(path: string, body?: unknown): Promise<Body> {
    return this.call<Body>('POST', path, { body: JSON.stringify(body ?? {}), headers: { 'content-type': 'application/json' } });
  }

  /** Sends a file as it is made, without holding it whole. */
  upload<Body>(path: string, parts: Iterable<string>, type: string): Promise<Body> {
    const body = ReadableStream.from(encoded(parts));
    return this.call<Body>('POST', path, { body, headers: { 'content-type': type }, duplex: 'half' });
  }

  /** Walks a keyset-paged list to its end; `cursorOf` tells what the next page begins after. */
  async *pages<Item>({ path, list, cursorOf, limit = 500 }: Pages<Item>): AsyncGenerator<Item> {
    for (let after = ''; ; ) {
      const joint = path.includes('?') ? '&' : '?';
      const page = await this.get<Record<string, Item[]>>(`${path}${joint}limit=${limit}${after === '' ? '' : `&after=${encodeURIComponent(after)}`}`);
      const items = page[list] ?? [];
      yield* items;
      const last = items.at(-1);
      if (last === undefined || items.length < limit) return;
      after = cursorOf(last);
    }
  }

  /** The whole of a paged list. */
  async all<Item>(pages: Pages<Item>): Promise<Item[]> {
    const items: Item[] = [];
    for await (const item of this.pages(pages)) items.push(item);
    return items;
  }

  private async call<Body>(method: string, path: string, { headers, ...init }: Request = {}): Promise<Body> {
    const answer = await fetch(`${this.settings.url}/v1/${path}`, {
      ...init, method, headers: { ...headers, authorization: `Bearer ${this.settings.key}` },
    });
    const text = await answer.text();
    if (!answer.ok) throw new ApiRefused(answer.status, `${method} /v1/${path}`, text.slice(0, 500));
    return (text === '' ? undefined : JSON.parse(text)) as Body;
  }
}

function* encoded(parts: Iterable<string>): Generator<Uint8Array> {
  const encoder = new TextEncoder();
  for (const part of parts) yield encoder.encode(part);
}
