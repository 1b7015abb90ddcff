import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Database, type Queryable, type Transaction } from '@widecast/database';
import { CONFIG } from '@widecast/service-kit';
import type { DispatchConfig } from '../config.ts';
import { TOO_LATE } from '../fences/verdict.ts';
import type { Claim, ClaimedDelivery, InDoubtPolicy, Settlement } from '../ledger/delivery.ts';
import { usePrimaryKeys } from '../ledger/plans.ts';
import { Settlements } from '../ledger/settlements.ts';
import type { AttemptPolicy } from '../sending/settlement-of.ts';
import { Queue, type Work } from './queue.ts';

const TAKE = `
  UPDATE deliveries SET state = 'claimed', fence = $3, updated_at = now()
  WHERE source_id = $1 AND seq = ANY($2) AND state IN ('pending', 'deferred', 'held')
  RETURNING seq, step, contact_id AS "contactId", contact_version AS "contactVersion", email, fields, arm, template_id AS "templateId", promotion, attempt`;

/** What a fence still holds: nobody has begun with it, or nobody has come to its message. */
const LEFT = `SELECT seq, state FROM deliveries WHERE source_id = $1 AND seq = ANY($2) AND fence = $3 AND state IN ('claimed', 'sending')`;

/** Gives work to senders: a lease on some deliveries of one source, with a fence that nobody else has. */
@Injectable()
export class Claims {
  constructor(
    private readonly database: Database,
    private readonly queue: Queue,
    private readonly settlements: Settlements,
    @Inject(CONFIG) private readonly config: DispatchConfig,
  ) {}

  /** Undefined where there is nothing to do now. Safe in any number of processes. */
  async next(): Promise<Claim | undefined> {
    while (!(await this.queue.isEmpty(this.database))) {
      const claim = await this.database.transaction((tx) => this.claim(tx));
      if (claim === undefined || claim.rows.length > 0) return claim;
    }
    return undefined;
  }

  /** How often, and after which pauses, a delivery is tried again. */
  get attemptPolicy(): AttemptPolicy {
    return { most: this.config.SMTP_ATTEMPTS, firstPause: this.config.SMTP_RETRY_MS };
  }

  /** Prolongs the lease; false where the claim has ended or another has taken it over. */
  async renew(fence: string): Promise<boolean> {
    const rows = await this.database.query(
      'UPDATE claims SET lease_until = now() + make_interval(secs => $2 / 1000.0) WHERE fence = $1 RETURNING fence', [fence, this.config.LEASE_MS]);
    return rows.length > 0;
  }

  /** Gives back what was not begun, in the transaction that records everything else, and ends the claim. */
  async end(tx: Transaction, claim: Claim): Promise<void> {
    const { sourceId, fence, rows } = claim;
    const left = await tx.query<{ seq: number; state: string }>(LEFT, [sourceId, rows.map(({ seq }) => seq), fence]);
    const states = new Map(left.map(({ seq, state }) => [seq, state]));
    await this.settlements.settle(tx, claim, rows.filter(({ seq }) => states.has(seq)).map((delivery): Settlement => ({
      delivery, state: 'pending', unspent: states.get(delivery.seq) === 'sending',
    })));
    await tx.query('DELETE FROM claims WHERE fence = $1', [fence]);
  }

  private async claim(tx: Transaction): Promise<Claim | undefined> {
    const work = await this.queue.take(tx, this.config.CLAIM_ROWS);
    if (!work) return undefined;
    await usePrimaryKeys(tx);
    const fence = randomUUID();
    const { inDoubt, ...source } = await sourceOf(tx, work.id);
    const taken = await tx.query<ClaimedDelivery & Record<string, unknown>>(TAKE, [work.id, work.seqs, fence]);
    const claim = { fence, sourceId: work.id, kind: work.kind, inDoubt, rows: await this.withoutEnded(tx, work, fence, source, taken.toSorted((a, b) => a.seq - b.seq)) };
    if (claim.rows.length > 0) {
      await tx.query('INSERT INTO claims (fence, source_id, seqs, lease_until) VALUES ($1, $2, $3, now() + make_interval(secs => $4 / 1000.0))',
        [fence, work.id, claim.rows.map(({ seq }) => seq), this.config.LEASE_MS]);
    }
    return claim;
  }

  /** What a source that ended or was stopped for a while has taken back, and what it is too late for. */
  private async withoutEnded(tx: Transaction, { id, kind }: Work, fence: string, { before, expired }: SourceLimits, rows: readonly ClaimedDelivery[]): Promise<ClaimedDelivery[]> {
    const ended = rows.flatMap((delivery): Settlement[] => {
      if (delivery.seq < before) return [{ delivery, state: 'cancelled' }];
      return expired ? [{ delivery, state: 'expired', reason: TOO_LATE }] : [];
    });
    await this.settlements.settle(tx, { sourceId: id, kind, fence }, ended);
    return expired ? [] : rows.filter(({ seq }) => seq >= before);
  }
}

interface SourceLimits {
  /** Deliveries below this number are cancelled. */
  readonly before: number;
  /** Its time to live is over. */
  readonly expired: boolean;
}

async function sourceOf(database: Queryable, sourceId: string): Promise<SourceLimits & { readonly inDoubt: InDoubtPolicy | null }> {
  const [source] = await database.query<{ state: string; before: number; expired: boolean; inDoubt: InDoubtPolicy | null }>(
    `SELECT state, cancelled_before AS before, coalesce(expires_at <= now(), false) AS expired, in_doubt AS "inDoubt" FROM sources WHERE id = $1`, [sourceId]);
  const { state = 'closed', before = 0, expired = false, inDoubt = null } = source ?? {};
  return { before: state === 'closing' || state === 'closed' ? Infinity : before, expired, inDoubt };
}
