import { setImmediate as othersFirst } from 'node:timers/promises';
import type { NumbersOfTexts } from '../accounts/numbers-of-texts.ts';
import { accountKeyOf, retold, type ContactDraft, type UpdateMode } from '../writing/contact-draft.ts';
import type { Acquaintance } from '../writing/known-contacts.ts';
import { PackedContacts } from '../writing/packed-contacts.ts';
import type { ListRow, ListRows, Rejection } from './list-row.ts';

const BATCH = 5000;
/** So many are read at a time, in a few milliseconds, before whatever else waits has its turn. */
const SLICE = 500;

/** Some thousand rows of a file, in order. */
export class ImportBatch {
  readonly rows: ListRow[] = [];
  readonly rejections: Rejection[] = [];
  lastLine = 1;

  get size(): number {
    return this.rows.length + this.rejections.length;
  }

  add(row: ListRow | Rejection): void {
    if ('reason' in row) this.rejections.push(row);
    else this.rows.push(row);
    this.lastLine = row.line;
  }

  /** Reads the rows further that may change something; batches must be read in their order. `seen` has the lines of earlier addresses, external ids and accounts. */
  async read(seen: NumbersOfTexts, acquaintances: readonly Acquaintance[], mode: UpdateMode): Promise<DraftedBatch> {
    const fresh = new PackedContacts(mode);
    const drafts: ContactDraft[] = [];
    const rejections = [...this.rejections];
    let same = 0;
    for (const [index, row] of this.rows.entries()) {
      if (index % SLICE === SLICE - 1) await othersFirst();
      const draft = acquaintances[index] === 'same' ? undefined : row.read();
      const rejection = draft && 'reason' in draft ? draft : twinOf(row, seen);
      if (rejection) rejections.push(rejection);
      else if (!draft || !('place' in draft)) same += 1;
      else if (acquaintances[index] === 'new') fresh.add(inItsPlace(draft, seen), row);
      else drafts.push(inItsPlace(draft, seen));
    }
    return { drafts, fresh, rejections, same, lastLine: this.lastLine };
  }
}

/** Of rows with the same address, or external id, the first good one counts. */
function twinOf({ email, externalId, line }: ListRow, seen: NumbersOfTexts): Rejection | undefined {
  const same = externalId === null ? 0 : seen.get(`#${externalId}`);
  const earlier = same ? seen.get(email) : seen.note(email, line);
  if (earlier) return { line, column: 'email', reason: `the same address is in line ${earlier}` };
  if (same) return { line, column: 'external_id', reason: `the same external id is in line ${same}` };
  if (externalId !== null) seen.note(`#${externalId}`, line);
  return undefined;
}

/** Of rows that tell of one account the first counts, so that a file that contradicts itself changes nothing when it comes again. */
function inItsPlace(draft: ContactDraft, seen: NumbersOfTexts): ContactDraft {
  const { account, place } = draft;
  const key = account && (account.name !== null || Object.keys(account.signals).length > 0) ? accountKeyOf(draft) : null;
  return key !== null && seen.note(`=${key}`, place) > 0 ? retold(draft) : draft;
}

export interface DraftedBatch {
  /** Of contacts that are known. */
  readonly drafts: readonly ContactDraft[];
  /** Contacts whose addresses were not known a moment ago. */
  readonly fresh: PackedContacts;
  readonly rejections: readonly Rejection[];
  /** So many rows would change nothing. */
  readonly same: number;
  readonly lastLine: number;
}

export async function* batchesOf(rows: ListRows): AsyncGenerator<ImportBatch> {
  let batch = new ImportBatch();
  for await (const piece of rows) {
    for (const row of piece) {
      batch.add(row);
      if (batch.size < BATCH) continue;
      yield batch;
      batch = new ImportBatch();
    }
  }
  if (batch.size > 0) yield batch;
}
