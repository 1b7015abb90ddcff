import { Injectable } from '@nestjs/common';
import { suppressionsChanged, type SuppressionsChanged } from '@widecast/contracts';
import type { Transaction } from '@widecast/database';
import { Outbox } from '@widecast/messaging';

export type SuppressionChange = SuppressionsChanged['changes'][number] & Readonly<Record<string, unknown>>;

const CHUNK = 500;
const told = (reason: string): string => `s.email, s.contact_id AS "contactId", ${reason} AS reason, nextval('suppression_versions')::int AS version`;

/** What a statement that has made suppressions `s` returns, or has lifted them; the version is drawn while it holds the rows. */
export const MADE = told('s.reason');
export const LIFTED = told('NULL::text');

/** Tells the others whom no promotion reaches any more, and whom it does again. */
@Injectable()
export class SuppressionNews {
  constructor(private readonly outbox: Outbox) {}

  async tell(tx: Transaction, changes: readonly SuppressionChange[]): Promise<void> {
    const facts = changes.map(({ email, contactId, reason, version }) => ({ email, contactId, reason, version }));
    const chunks = Array.from({ length: Math.ceil(facts.length / CHUNK) }, (_, n) => facts.slice(n * CHUNK, (n + 1) * CHUNK));
    await this.outbox.append(tx, suppressionsChanged, chunks.map((some) => ({ changes: some })));
  }

  /** All that there are have been told in or after this version. */
  async tellComplete(tx: Transaction, completeFrom: number): Promise<void> {
    await this.outbox.append(tx, suppressionsChanged, [{ changes: [], completeFrom }]);
  }
}
