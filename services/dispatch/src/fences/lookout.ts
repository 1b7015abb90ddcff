import { Injectable } from '@nestjs/common';
import { plainArray, prepared, usePrimaryKeys, type Transaction } from '@widecast/database';
import type { Claim, ClaimedDelivery } from '../ledger/delivery.ts';
import { seqSet } from '../ledger/seq-set.ts';
import { Expiries } from '../transactional/expiries.ts';
import { TOO_LATE, verdictOf, type ContactFacts, type Verdict } from './verdict.ts';

/**
 * The source, with those of whom something is known that may stop a message. Where there are none, it is open and nothing else is to be
 * asked ($8), `sending` is said of all of them at once ($6 of the claim $7); not where the claim was taken over. Each is looked for by itself (OFFSET 0): where the planner takes a table for empty, a join reads all of it at each look.
 */
export const LOOK = prepared(`
  WITH facts AS MATERIALIZED (
    SELECT e.seq, coalesce(a.reason, c.reason) AS suppression, f.has_address AS "hasAddress", f.tier_obstacle AS "tierObstacle",
           f.advertising_consent AS "advertisingConsent", coalesce(h.held, false) AS held, x.is_there IS NOT NULL AS "hasLeft"
    FROM unnest($1::int[], $2::uuid[], $3::int[], $4::text[]) AS e (seq, contact_id, contact_version, email)
    LEFT JOIN LATERAL (SELECT reason FROM suppressions WHERE email = e.email OFFSET 0) a ON true
    LEFT JOIN LATERAL (SELECT reason FROM suppressions WHERE contact_id = e.contact_id OFFSET 0) c ON true
    LEFT JOIN LATERAL (SELECT has_address, tier_obstacle, advertising_consent FROM contact_facts WHERE contact_id = e.contact_id AND version >= e.contact_version OFFSET 0) f ON true
    LEFT JOIN LATERAL (SELECT held FROM holds WHERE contact_id = e.contact_id OFFSET 0) h ON true
    LEFT JOIN LATERAL (SELECT true AS is_there FROM funnel_exits WHERE funnel_id = $5 AND contact_id = e.contact_id OFFSET 0) x ON true
    WHERE a.reason IS NOT NULL OR c.reason IS NOT NULL OR NOT f.has_address OR f.tier_obstacle IS NOT NULL OR NOT f.advertising_consent OR h.held
      OR x.is_there
  ), door AS MATERIALIZED (
    SELECT state, coalesce(expires_at <= now(), false) AS expired FROM sources WHERE id = $5
  ), begun AS (
    UPDATE claims SET sending = sending + $6::int4multirange
    WHERE fence = $7 AND $8 AND NOT EXISTS (SELECT FROM facts) AND EXISTS (SELECT FROM door WHERE state = 'open' AND NOT expired) RETURNING fence
  )
  SELECT state, expired, EXISTS (SELECT FROM begun) AS begun, facts.* FROM door LEFT JOIN facts ON true`);

type Seen = ContactFacts & { readonly seq: number | null; readonly state: string; readonly expired: boolean; readonly begun: boolean };

export interface Look {
  readonly door: 'open' | 'shut' | 'expired';
  /** `sending` was said of all of them. */
  readonly begun: boolean;
  /** About those of whom something is known; all others may leave. */
  readonly verdicts: ReadonlyMap<number, Verdict>;
}

/** Sees in one statement whether the way is free. */
@Injectable()
export class Lookout {
  constructor(private readonly expiries: Expiries) {}

  /** To `begin` is to say `sending` of all of them, where nothing is in the way of any. */
  async look(tx: Transaction, claim: Claim, deliveries: readonly ClaimedDelivery[], purpose: 'look' | 'begin'): Promise<Look> {
    await usePrimaryKeys(tx);
    const [rows, late] = await Promise.all([tx.query<Seen>(LOOK, parametersOf(claim, deliveries, purpose === 'begin' && claim.kind !== 'message')), this.expiries.among(tx, claim, deliveries)]);
    const promotions = new Map(deliveries.map(({ seq, promotion }) => [seq, promotion]));
    const verdicts = new Map<number, Verdict>();
    for (const { seq, ...facts } of rows) if (seq !== null) verdicts.set(seq, verdictOf(facts, promotions.get(seq) ?? true));
    for (const seq of late) verdicts.set(seq, { state: 'expired', reason: TOO_LATE });
    const [source] = rows;
    return { door: source?.state !== 'open' ? 'shut' : source.expired ? 'expired' : 'open', begun: source?.begun ?? false, verdicts };
  }
}

function parametersOf({ fence, sourceId }: Claim, deliveries: readonly ClaimedDelivery[], begin: boolean): unknown[] {
  const seqs = deliveries.map(({ seq }) => seq);
  return [
    plainArray(seqs, (seq) => seq), plainArray(deliveries, ({ contactId }) => contactId), plainArray(deliveries, ({ contactVersion }) => contactVersion),
    deliveries.map(({ email }) => email.toLowerCase()), sourceId, seqSet(seqs), fence, begin,
  ];
}
