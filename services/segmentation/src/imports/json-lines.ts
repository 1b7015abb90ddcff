import { hash } from 'node:crypto';
import { normaliseAddress } from '../addresses/email-address.ts';
import { draftOf } from '../contacts/contact-input.ts';
import { contactInput } from '../contacts/contacts.api.ts';
import type { UpdateMode } from '../writing/contact-draft.ts';
import type { ListRow, ListRows, Rejection } from './list-row.ts';

const LONGEST_LINE = 1024 * 1024;
const TOO_LONG = `the line is longer than ${LONGEST_LINE / 1024} KB`;

/** The contacts of a text of lines, each a JSON object as POST contacts takes them. Never holds more than a line and a piece. */
export async function* jsonRows(pieces: AsyncIterable<string>, mode: UpdateMode | 'never'): ListRows {
  const lines = new JsonLines(`ndjson ${mode} `);
  for await (const piece of pieces) yield lines.read(piece);
  yield lines.read('\n');
}

class JsonLines {
  private rest = '';
  private line = 0;
  private isSkipping = false;

  constructor(private readonly salt: string) {}

  read(piece: string): (ListRow | Rejection)[] {
    const texts = (this.rest + piece).split('\n');
    this.rest = texts.pop() ?? '';
    const rows = texts.flatMap((text) => this.rowOf(text.trim()) ?? []);
    if (this.rest.length > LONGEST_LINE) {
      this.isSkipping = true;
      this.rest = '';
    }
    return rows;
  }

  private rowOf(text: string): ListRow | Rejection | undefined {
    this.line += 1;
    const { line, isSkipping } = this;
    this.isSkipping = false;
    if (isSkipping || text.length > LONGEST_LINE) return { line, column: '', reason: TOO_LONG };
    if (text === '') return undefined;
    const value = parsed(text);
    const { email } = (value ?? {}) as { email?: unknown };
    if (typeof email !== 'string') return { line, column: 'email', reason: value === undefined ? 'the line is no JSON' : 'give an object with the text "email"' };
    const result = normaliseAddress(email);
    if ('defect' in result) return { line, column: 'email', reason: result.defect };
    const told = hash('md5', this.salt + text);
    return { line, email: result.address, told, read: () => read(value, { email: result.address, line, told }) };
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function read(value: unknown, { email, line, told }: { email: string; line: number; told: string }): ReturnType<ListRow['read']> {
  const input = contactInput.safeParse(value);
  if (input.success) return { ...draftOf(input.data, email, line), told };
  const [issue] = input.error.issues;
  return { line, column: issue?.path.join('.') ?? '', reason: issue?.message ?? 'the line is no contact' };
}
