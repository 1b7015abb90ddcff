import type { ContactDraft } from '../writing/contact-draft.ts';
import type { Acquaintance } from '../writing/known-contacts.ts';
import type { ListRow, Rejection, RowReader } from './row-reader.ts';

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

  /** Reads the rows further that may change something; batches must be read in their order. */
  read(reader: RowReader, acquaintances: readonly Acquaintance[]): DraftedBatch {
    const drafts: ContactDraft[] = [];
    const rejections = [...this.rejections];
    let same = 0;
    this.rows.forEach((row, index) => {
      const outcome = acquaintances[index] === 'same' ? reader.rejectTwin(row) : reader.draft(row);
      if (outcome === undefined) same += 1;
      else if ('reason' in outcome) rejections.push(outcome);
      else drafts.push(outcome);
    });
    const news = new Set(this.rows.filter((_, index) => acquaintances[index] === 'new').map(({ email }) => email));
    return { drafts, rejections, same, lastLine: this.lastLine, news };
  }
}

export interface DraftedBatch {
  readonly drafts: readonly ContactDraft[];
  readonly rejections: readonly Rejection[];
  /** So many rows would change nothing. */
  readonly same: number;
  readonly lastLine: number;
  /** Addresses that were not known a moment ago. */
  readonly news: ReadonlySet<string>;
}
