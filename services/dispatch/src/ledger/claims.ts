import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Database, type Transaction } from '@widecast/database';
import { CONFIG } from '@widecast/service-kit';
import type { DispatchConfig } from '../config.ts';
import type { AttemptPolicy } from '../sending/settlement-of.ts';
import type { Claim, ClaimedDelivery, Settlement, SourceKind } from './delivery.ts';
import { usePrimaryKeys } from './plans.ts';
import { Settlements } from './settlements.ts';

interface Work {
  readonly id: string;
  readonly kind: SourceKind;
  readonly state: string;
  readonly seqs: readonly number[];
}

/** Tickets before funnels before campaigns; among equals by chance, so that none waits for another's end. */
const NEXT_SOURCE = `
  SELECT id, kind, state, cursor, least(next_seq, cursor + $1) AS until FROM sources
  WHERE cursor < next_seq AND state IN ('open', 'closing') ORDER BY kind DESC, random() LIMIT 1 FOR UPDATE`;

const DUE_REDOS = `
  WITH first AS (
    SELECT r.source_id FROM redos r JOIN sources s ON s.id = r.source_id AND s.state IN ('open', 'closing')
    WHERE r.due_at <= now() ORDER BY r.due_at LIMIT 1
  ), taken AS (
    DELETE FROM redos WHERE (source_id, seq) IN (
      SELECT source_id, seq FROM redos WHERE source_id = (SELECT source_id FROM first) AND due_at <= now() ORDER BY seq LIMIT $1 FOR UPDATE SKIP LOCKED
    ) RETURNING source_id, seq
  )
  SELECT s.id, s.kind, s.state, array_agg(t.seq) AS seqs FROM taken t JOIN sources s ON s.id = t.source_id GROUP BY s.id`;

const TAKE = `
  UPDATE deliveries SET state = 'claimed', fence = $3, lease_until = now() + make_interval(secs => $4 / 1000.0), updated_at = now()
  WHERE source_id = $1 AND seq = ANY($2) AND state IN ('pending', 'deferred')
  RETURNING seq, step, contact_id AS "contactId", contact_version AS "contactVersion", email, fields, arm, template_id AS "templateId", promotion, attempt`;

/** Gives work to senders: a lease on some deliveries of one source, with a fence that nobody else has. */
@Injectable()
export class Claims {
  constructor(
    private readonly database: Database,
    private readonly settlements: Settlements,
    @Inject(CONFIG) private readonly config: DispatchConfig,
  ) {}

  /** Undefined where there is nothing to do now. Safe in any number of processes. */
  async next(): Promise<Claim | undefined> {
    for (;;) {
      const claim = await this.database.transaction((tx) => this.claim(tx));
      if (claim === undefined || claim.rows.length > 0) return claim;
    }
  }

  /** How often, and after which pauses, a delivery is tried again. */
  get attemptPolicy(): AttemptPolicy {
    return { most: this.config.SMTP_ATTEMPTS, firstPause: this.config.SMTP_RETRY_MS };
  }

  /** Deliveries of a claim that were not begun. */
  async leftOf(tx: Transaction, { sourceId, fence, rows }: Claim): Promise<ClaimedDelivery[]> {
    const left = await tx.query<{ seq: number }>(
      "SELECT seq FROM deliveries WHERE source_id = $1 AND seq = ANY($2) AND fence = $3 AND state = 'claimed'", [sourceId, rows.map(({ seq }) => seq), fence]);
    const seqs = new Set(left.map(({ seq }) => seq));
    return rows.filter(({ seq }) => seqs.has(seq));
  }

  /** Ends a claim of which every delivery is settled. */
  async end(tx: Transaction, fence: string): Promise<void> {
    await tx.query('DELETE FROM claims WHERE fence = $1', [fence]);
  }

  private async claim(tx: Transaction): Promise<Claim | undefined> {
    const work = (await this.dueAgain(tx)) ?? (await this.nextInOrder(tx));
    if (!work) return undefined;
    const { id, kind, state, seqs } = work;
    await usePrimaryKeys(tx);
    const fence = randomUUID();
    const rows = await tx.query<ClaimedDelivery & Record<string, unknown>>(TAKE, [id, seqs, fence, this.config.LEASE_MS]);
    rows.sort((a, b) => a.seq - b.seq);
    if (state === 'closing') {
      await this.settlements.settle(tx, { sourceId: id, kind, fence }, rows.map((delivery): Settlement => ({ delivery, state: 'cancelled' })));
      return { fence, sourceId: id, kind, rows: [] };
    }
    if (rows.length > 0) {
      await tx.query('INSERT INTO claims (fence, source_id, seqs, lease_until) VALUES ($1, $2, $3, now() + make_interval(secs => $4 / 1000.0))',
        [fence, id, rows.map(({ seq }) => seq), this.config.LEASE_MS]);
    }
    return { fence, sourceId: id, kind, rows };
  }

  private async dueAgain(tx: Transaction): Promise<Work | undefined> {
    const [work] = await tx.query<Work & Record<string, unknown>>(DUE_REDOS, [this.config.CLAIM_ROWS]);
    return work;
  }

  private async nextInOrder(tx: Transaction): Promise<Work | undefined> {
    const [source] = await tx.query<Omit<Work, 'seqs'> & { cursor: number; until: number }>(NEXT_SOURCE, [this.config.CLAIM_ROWS]);
    if (!source) return undefined;
    const { id, kind, state, cursor, until } = source;
    await tx.query('UPDATE sources SET cursor = $2 WHERE id = $1', [id, until]);
    return { id, kind, state, seqs: Array.from({ length: until - cursor }, (_, at) => cursor + at) };
  }
}
