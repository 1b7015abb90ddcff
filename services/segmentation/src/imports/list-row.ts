import type { ContactDraft } from '../writing/contact-draft.ts';
import type { RowIdentity } from '../writing/known-contacts.ts';

export interface Rejection {
  readonly line: number;
  /** The title of the column, or its number where there is no such; empty for the whole row. */
  readonly column: string;
  readonly reason: string;
}

/** A row of which only address and external id are known yet: what tells nothing new is not read any further. */
export interface ListRow extends RowIdentity {
  readonly line: number;
  /** As it is told; a row that was applied before counts with it too. */
  readonly externalId: string | null;
  read(): ContactDraft | Rejection;
}

/** A file whose beginning was looked at; its rows come in pieces, in order. */
export type ListRows = AsyncIterable<Iterable<ListRow | Rejection>>;
