import { waitUntil } from '../wait-until.ts';

export interface SmtpEnvelope {
  readonly from: string;
  readonly to: readonly string[];
}

export interface SmtpMessage {
  readonly envelope: SmtpEnvelope;
  /** As the client meant it, dots unstuffed; empty where the sink keeps headers only. */
  readonly raw: Buffer;
  /** The headers asked for by `keepOnly`, by lower-case name, unfolded. */
  readonly headers: Readonly<Record<string, string>>;
  /** Bytes received. */
  readonly size: number;
  readonly at: Date;
}

const NOTHING = Buffer.alloc(0);

/** The messages a sink has taken, in order of arrival. */
export class MessageStore {
  private kept: SmtpMessage[] = [];
  private readonly wanted: ReadonlySet<string> | undefined;

  constructor(keepOnly: readonly string[] | undefined) {
    this.wanted = keepOnly && new Set(keepOnly.map((name) => name.toLowerCase()));
  }

  get count(): number {
    return this.kept.length;
  }

  add(envelope: SmtpEnvelope, raw: Buffer): void {
    const headers = this.wanted === undefined ? {} : pickHeaders(raw, this.wanted);
    const body = this.wanted === undefined ? raw : NOTHING;
    this.kept.push({ envelope, raw: body, headers, size: raw.length, at: new Date() });
  }

  messages(): readonly SmtpMessage[] {
    return this.kept;
  }

  recipients(): readonly string[] {
    return this.kept.flatMap(({ envelope }) => envelope.to);
  }

  clear(): void {
    this.kept = [];
  }

  async waitFor(count: number, timeout = 30_000): Promise<readonly SmtpMessage[]> {
    await waitUntil(() => this.kept.length >= count, { what: `${count} messages`, timeout, interval: 5 }).catch((error: Error) => {
      throw new Error(`${error.message}: ${this.kept.length} came`);
    });
    return this.kept;
  }
}

function pickHeaders(raw: Buffer, wanted: ReadonlySet<string>): Record<string, string> {
  const end = raw.indexOf('\r\n\r\n');
  const block = raw.toString('utf8', 0, end === -1 ? raw.length : end);
  const picked: Record<string, string> = {};
  for (const line of block.split(/\r\n(?![ \t])/)) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).toLowerCase();
    if (wanted.has(name)) picked[name] = detach(line.slice(colon + 1).replaceAll('\r\n', '').trim());
  }
  return picked;
}

/** A slice of a string keeps the whole of it in memory; a copy does not. */
function detach(text: string): string {
  return Buffer.from(text).toString();
}
