import { hash } from 'node:crypto';
import { normaliseAddress } from '../addresses/email-address.ts';
import { draftOf } from '../contacts/contact-input.ts';
import { contactInput } from '../contacts/contacts.api.ts';
import type { AttributeTypes } from '../attributes/attribute-type.ts';
import { clashIn } from '../attributes/clash-in.ts';
import { storable, type ContactDraft, type UpdateMode } from '../writing/contact-draft.ts';
import type { ListRow, ListRows, Rejection } from './list-row.ts';

const LONGEST_LINE = 1024 * 1024;
const TOO_LONG = `the line is longer than ${LONGEST_LINE / 1024} KB`;

/** The contacts of a text of lines, each a JSON object as POST contacts takes them. Never holds more than a line and a piece. */
export async function* jsonRows(pieces: AsyncIterable<string>, { update, types }: JsonRules): ListRows {
  const lines = new JsonLines(`ndjson ${update} ${JSON.stringify([...types])}`, types);
  for await (const piece of pieces) yield lines.read(piece);
  yield lines.read('\n');
}

export interface JsonRules {
  readonly update: UpdateMode | 'never';
  readonly types: AttributeTypes;
}

class JsonLines {
  private rest = '';
  private line = 0;
  private isSkipping = false;

  constructor(
    private readonly salt: string,
    private readonly types: AttributeTypes,
  ) {}

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
    const { email, externalId } = (value ?? {}) as { email?: unknown; externalId?: unknown };
    if (typeof email !== 'string') return { line, column: 'email', reason: value === undefined ? 'the line is no JSON' : 'give an object with the text "email"' };
    const result = normaliseAddress(email);
    if ('defect' in result) return { line, column: 'email', reason: result.defect };
    const row = { line, email: result.address, externalId: typeof externalId === 'string' ? storable(externalId) || null : null, told: hash('md5', this.salt + text, 'binary') };
    return { ...row, read: () => this.contactIn(value, row) };
  }

  private contactIn(value: unknown, { email, line, told }: Identified): ContactDraft | Rejection {
    const input = contactInput.safeParse(value);
    if (!input.success) return { line, column: input.error.issues[0]?.path.join('.') ?? '', reason: input.error.issues[0]?.message ?? 'the line is no contact' };
    const draft = { ...draftOf(input.data, email, line), told };
    const clash = clashIn(draft, this.types);
    return clash ? { line, column: clash.field, reason: clash.message } : draft;
  }
}

type Identified = Omit<ListRow, 'read'>;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
