import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Database, prepared, usePrimaryKeys, type Queryable, type Transaction } from '@widecast/database';
import { CONFIG } from '@widecast/service-kit';
import type { DispatchConfig } from '../config.ts';
import { TOO_LATE } from '../fences/verdict.ts';
import { endOf, type Claim, type ClaimedDelivery, type Settlement } from '../ledger/delivery.ts';
import { seqSet } from '../ledger/seq-set.ts';
import { Settlements } from '../ledger/settlements.ts';
import type { AttemptPolicy } from '../sending/settlement-of.ts';
import { Queue, type Reach, type Work } from './queue.ts';

/** What was put off waits no longer. */
const TAKE_UP = `
  WITH wanted AS MATERIALIZED (SELECT $1::uuid AS source_id, n FROM unnest($2::int[]) AS n)
  UPDATE deliveries d SET state = 'pending' FROM wanted w WHERE d.source_id = w.source_id AND d.seq = w.n AND state IN ('deferred', 'held')`;

/** What another worker has is his, whatever was noted of it. */
const READ = prepared(`
  WITH wanted AS MATERIALIZED (
    SELECT $1::uuid AS source_id, n FROM unnest($2::int[]) AS n
  ), taken AS MATERIALIZED (
    SELECT range_agg(r) AS seqs FROM claims, unnest(seqs) AS r WHERE source_id = $1
  )
  SELECT seq, step, contact_id AS "contactId", contact_version AS "contactVersion", email, fields, arm, template_id AS "templateId", promotion, attempt, mark
  FROM wanted w JOIN deliveries d ON d.source_id = w.source_id AND d.seq = w.n
  WHERE state = 'pending' AND NOT coalesce((SELECT seqs FROM taken) @> d.seq, false) ORDER BY seq`);

/** What the cursor has just passed nobody has claimed before. */
const READ_NEW = prepared(`
  SELECT seq, step, contact_id AS "contactId", contact_version AS "contactVersion", email, fields, arm, template_id AS "templateId", promotion, attempt
  FROM deliveries WHERE source_id = $1 AND seq >= $2 AND seq < $3 AND state = 'pending' ORDER BY seq`);

const CLAIM = prepared(`
  INSERT INTO claims (fence, source_id, seqs, lease_until) VALUES ($1, $2, $3, now() + make_interval(secs => $4 / 1000.0))`);

/** What has no outcome is as it was before. */
const END = `
  WITH ended AS (DELETE FROM claims WHERE fence = $1 RETURNING source_id, seqs)
  INSERT INTO redos (source_id, seq, due_at)
  SELECT source_id, seq, now() + make_interval(secs => $2 / 1000.0) FROM ended, unnest(seqs) AS r, generate_series(lower(r), upper(r) - 1) AS seq ON CONFLICT DO NOTHING`;

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
  async next(reach: Reach = 'everything'): Promise<Claim | undefined> {
    while (!(await this.queue.isEmpty(this.database, reach))) {
      const claim = await this.database.pipelinedTransaction((tx) => this.claim(tx, reach));
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

  /** Gives back what has no outcome, to be taken up after a pause in ms, and ends the claim. */
  async end(tx: Transaction, { fence }: Claim, pause: number): Promise<void> {
    await tx.post(END, [fence, pause]);
  }

  private async claim(tx: Transaction, reach: Reach): Promise<Claim | undefined> {
    const work = await this.queue.take(tx, { limit: this.config.CLAIM_ROWS, reach });
    if (!work) return undefined;
    await usePrimaryKeys(tx);
    const fence = randomUUID();
    const [{ inDoubt, channelId, ...source }, taken] = await Promise.all([sourceOf(tx, work.id), read(tx, work)]);
    const claim = { fence, takenAt: performance.now(), sourceId: work.id, kind: work.kind, inDoubt, channelId, rows: await this.withoutEnded(tx, work, source, taken) };
    if (claim.rows.length > 0) await tx.post(CLAIM, [fence, work.id, seqSet(claim.rows.map(({ seq }) => seq)), this.config.LEASE_MS]);
    return claim;
  }

  /** What a source that ended or was stopped for a while has taken back, and what it is too late for. */
  private async withoutEnded(tx: Transaction, { id, kind }: Work, { before, expired }: SourceLimits, rows: readonly ClaimedDelivery[]): Promise<ClaimedDelivery[]> {
    const ended = rows.flatMap((delivery): Settlement[] => {
      if (delivery.seq < before) return [endOf(delivery, 'cancelled', null)];
      return expired ? [endOf(delivery, 'expired', TOO_LATE)] : [];
    });
    await this.settlements.settle(tx, { sourceId: id, kind, fence: null }, ended);
    return expired ? [] : rows.filter(({ seq }) => seq >= before);
  }
}

async function read(tx: Transaction, { id, seqs, isAgain }: Work): Promise<ClaimedDelivery[]> {
  const [first = 0] = seqs;
  if (!isAgain) return await tx.query<ClaimedDelivery & Record<string, unknown>>(READ_NEW, [id, first, first + seqs.length]);
  await tx.post(TAKE_UP, [id, seqs]);
  return await tx.query<ClaimedDelivery & Record<string, unknown>>(READ, [id, seqs]);
}

interface SourceLimits {
  /** Deliveries below this number are cancelled. */
  readonly before: number;
  /** Its time to live is over. */
  readonly expired: boolean;
}

type SourceManner = Pick<Claim, 'inDoubt' | 'channelId'>;

async function sourceOf(database: Queryable, sourceId: string): Promise<SourceLimits & SourceManner> {
  const [source] = await database.query<SourceManner & { state: string; before: number; expired: boolean }>(
    `SELECT state, cancelled_before AS before, coalesce(expires_at <= now(), false) AS expired, in_doubt AS "inDoubt", channel_id AS "channelId" FROM sources WHERE id = $1`,
    [sourceId]);
  const { state = 'closed', before = 0, expired = false, inDoubt = null, channelId = null } = source ?? {};
  return { before: state === 'closing' || state === 'closed' ? Infinity : before, expired, inDoubt, channelId };
}
