/** One answer of a server: its code and its text, the lines of it joined by a space. */
export interface Reply {
  readonly code: number;
  readonly text: string;
}

/** A reply of more than so many characters is none (RFC 5321 §4.5.3.1.5 asks for 512 a line). */
const LONGEST = 64 * 1024;

export class ReplyNotUnderstood extends Error {
  constructor() {
    super('The relay said something that is not SMTP');
    this.name = ReplyNotUnderstood.name;
  }
}

/** Cuts what a server says into replies, however it is cut into packets. */
export class ReplyReader {
  private rest = '';
  private lines = '';

  /** The replies that are complete now. Throws {@link ReplyNotUnderstood}. */
  push(chunk: Buffer): Reply[] {
    const text = this.rest + chunk.toString('latin1');
    const replies: Reply[] = [];
    let from = 0;
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', from)) {
      const reply = this.line(text.slice(from, text.charCodeAt(end - 1) === 13 ? end - 1 : end));
      if (reply) replies.push(reply);
      from = end + 1;
    }
    this.rest = text.slice(from);
    if (this.rest.length + this.lines.length > LONGEST) throw new ReplyNotUnderstood();
    return replies;
  }

  private line(line: string): Reply | undefined {
    const code = Number(line.slice(0, 3));
    const mark = line.slice(3, 4);
    if (!(code >= 200 && code < 600) || (mark !== ' ' && mark !== '-' && mark !== '')) throw new ReplyNotUnderstood();
    const text = this.lines === '' ? line.slice(4) : `${this.lines} ${line.slice(4)}`;
    this.lines = mark === '-' ? text : '';
    return mark === '-' ? undefined : { code, text };
  }
}

/** The code with the enhanced one (RFC 3463) where there is one: `451 4.7.1`. */
export function codeOf({ code, text }: Reply): string {
  const enhanced = /^\d\.\d{1,3}\.\d{1,3}(?=\s|$)/.exec(text)?.[0];
  return enhanced === undefined ? String(code) : `${code} ${enhanced}`;
}

const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000 };

/** How long a relay asks to be left alone, in ms: "try again in 300 seconds". */
export function hintOf(text: string): number | undefined {
  const [, number, unit = ''] = /\b(?:in|after|for|retry)\s+(\d{1,5})\s*(s|m|h)(?:ec|in|our)?/i.exec(text) ?? [];
  return number === undefined ? undefined : Number(number) * (UNITS[unit.toLowerCase()] ?? 0);
}
