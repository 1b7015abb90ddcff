import { Injectable } from '@nestjs/common';
import { Database, plainArray, prepared, usePrimaryKeys, type Queryable, type Transaction } from '@widecast/database';
import { counter } from '@widecast/service-kit';
import { FrequencyCaps } from '../caps/frequency-cap.ts';
import { SendingHoursService } from '../hours/sending-hours.service.ts';
import type { Claim, ClaimedDelivery, Settlement } from '../ledger/delivery.ts';
import { seqSet } from '../ledger/seq-set.ts';
import { Settlements } from '../ledger/settlements.ts';
import { SendingPolicyService } from '../policy/sending-policy.service.ts';
import { Tokens } from '../throttles/tokens.ts';
import { Expiries } from '../transactional/expiries.ts';
import { TOO_LATE, verdictOf, type ContactFacts, type Verdict } from './verdict.ts';

/** Only of whom something is known that may stop a message. */
const FACTS = prepared(`
  SELECT e.seq, coalesce(a.reason, c.reason) AS suppression, f.has_address AS "hasAddress", f.tier_obstacle AS "tierObstacle",
         f.advertising_consent AS "advertisingConsent", coalesce(h.held, false) AS held, x.contact_id IS NOT NULL AS "hasLeft"
  FROM unnest($1::int[], $2::uuid[], $3::int[], $4::text[]) AS e (seq, contact_id, contact_version, email)
  LEFT JOIN suppressions a ON a.email = e.email
  LEFT JOIN suppressions c ON c.contact_id = e.contact_id
  LEFT JOIN contact_facts f ON f.contact_id = e.contact_id AND f.version >= e.contact_version
  LEFT JOIN holds h ON h.contact_id = e.contact_id
  LEFT JOIN funnel_exits x ON x.funnel_id = $5 AND x.contact_id = e.contact_id
  WHERE a.reason IS NOT NULL OR c.reason IS NOT NULL OR NOT f.has_address OR f.tier_obstacle IS NOT NULL OR NOT f.advertising_consent OR h.held
    OR x.contact_id IS NOT NULL`);

const DOOR = prepared('SELECT state, coalesce(expires_at <= now(), false) AS expired FROM sources WHERE id = $1');

/** Where the claim was taken over, nothing is found. */
const SENDING = prepared('UPDATE claims SET sending = sending + $2::int4multirange WHERE fence = $1 RETURNING fence');

/** A hold by the clock is looked at again at least so often, in ms: the brand may have changed its hours. */
const LONGEST_REDO = 24 * 3600_000;

const kept = counter({ name: 'widecast_fence_stops_total', help: 'Deliveries that the last fence has kept from leaving, by state and reason.', labels: ['service', 'state', 'reason'] });

/** The last fence: what may leave is decided here, in the database, right before the conversation with the relay. */
@Injectable()
export class Fence {
  constructor(
    private readonly database: Database,
    private readonly settlements: Settlements,
    private readonly hours: SendingHoursService,
    private readonly caps: FrequencyCaps,
    private readonly policies: SendingPolicyService,
    private readonly tokens: Tokens,
    private readonly expiries: Expiries,
  ) {}

  /**
   * Commits `sending` for those that may leave now and gives them; settles those that may not. Nothing where the source
   * was paused or ended, or another worker has taken the claim over. What `first` writes is in the same transaction.
   */
  async admit(claim: Claim, deliveries: readonly ClaimedDelivery[], first?: (tx: Transaction) => Promise<void>): Promise<ClaimedDelivery[]> {
    const [closedFor, { frequencyCap }, rules] = await Promise.all([this.hours.of({ ...claim, rows: deliveries }), this.policies.current(), this.tokens.rulesFor(claim, deliveries)]);
    return await this.database.transaction(async (tx) => {
      await first?.(tx);
      const door = await doorOf(tx, claim.sourceId);
      if (door !== 'open') {
        if (door === 'expired') await this.settlements.settle(tx, claim, deliveries.map((delivery): Settlement => ({ delivery, state: 'expired', reason: TOO_LATE })));
        return [];
      }
      const now = Date.now();
      const verdicts = await this.judge(tx, claim, deliveries);
      const stopped = deliveries.flatMap((delivery): Settlement[] => {
        const verdict = verdicts.get(delivery.seq) ?? 'send';
        if (verdict !== 'send') return [{ delivery, ...verdict }];
        const closed = delivery.promotion ? closedFor?.(delivery, now) : undefined;
        return closed ? [{ delivery, state: 'held', reason: closed.reason, redoIn: Math.min(closed.opensAt - now, LONGEST_REDO) }] : [];
      });
      const isStopped = new Set(stopped.map(({ delivery }) => delivery.seq));
      const promotions = deliveries.filter(({ seq, promotion }) => promotion && !isStopped.has(seq));
      if (frequencyCap && promotions.length > 0) stopped.push(...(await this.caps.take(tx, claim.sourceId, promotions, frequencyCap)));
      if (rules) {
        const throttled = await this.tokens.take(tx, claim, without(stopped, deliveries), rules);
        stopped.push(...throttled);
        if (frequencyCap) await this.caps.giveBack(tx, claim.sourceId, among(throttled, promotions));
      }
      return await this.let(tx, claim, deliveries, stopped);
    });
  }

  /** Settles who is stopped and commits `sending` for the others. */
  private async let(tx: Transaction, claim: Claim, judged: readonly ClaimedDelivery[], stopped: readonly Settlement[]): Promise<ClaimedDelivery[]> {
    await this.settlements.settle(tx, claim, await this.withHoldsLocked(tx, stopped));
    for (const { state, reason } of stopped) kept.inc({ service: 'dispatch', state, reason: reason ?? '' });
    const isStopped = new Set(stopped.map(({ delivery }) => delivery.seq));
    const free = judged.filter(({ seq }) => !isStopped.has(seq)).map(({ seq }) => seq);
    const isOurs = (await tx.query(SENDING, [claim.fence, seqSet(free)])).length > 0;
    return isOurs ? judged.filter(({ seq }) => !isStopped.has(seq)) : [];
  }

  /** Looks again at deliveries whose admission is not fresh any more; gives the numbers of those that still may leave. */
  async recheck(claim: Claim, deliveries: readonly ClaimedDelivery[]): Promise<ReadonlySet<number>> {
    if ((await doorOf(this.database, claim.sourceId)) !== 'open') return new Set();
    const verdicts = await this.database.transaction((tx) => this.judge(tx, claim, deliveries));
    return new Set(deliveries.map(({ seq }) => seq).filter((seq) => (verdicts.get(seq) ?? 'send') === 'send'));
  }

  /** The verdicts about those of whom something is known; all others may leave. */
  private async judge(tx: Transaction, claim: Claim, deliveries: readonly ClaimedDelivery[]): Promise<Map<number, Verdict>> {
    await usePrimaryKeys(tx);
    const verdicts = await judged(tx, claim.sourceId, deliveries);
    for (const seq of await this.expiries.among(tx, claim, deliveries)) verdicts.set(seq, { state: 'expired', reason: TOO_LATE });
    return verdicts;
  }

  /** A hold that ends in this very moment waits for us, and then finds what we have held; one that has ended holds nothing. */
  private async withHoldsLocked(tx: Transaction, stopped: readonly Settlement[]): Promise<Settlement[]> {
    const waitsForHold = ({ state, redoIn, lane }: Settlement): boolean => state === 'held' && redoIn === undefined && lane === undefined;
    const contacts = stopped.filter(waitsForHold).map(({ delivery }) => delivery.contactId);
    if (contacts.length === 0) return [...stopped];
    const rows = await tx.query<{ contactId: string }>('SELECT contact_id AS "contactId" FROM holds WHERE contact_id = ANY($1) AND held FOR SHARE', [contacts]);
    const held = new Set(rows.map(({ contactId }) => contactId));
    return stopped.map((each) => (waitsForHold(each) && !held.has(each.delivery.contactId) ? { delivery: each.delivery, state: 'pending' } : each));
  }
}

function among(settlements: readonly Settlement[], deliveries: readonly ClaimedDelivery[]): ClaimedDelivery[] {
  const seqs = new Set(settlements.map(({ delivery }) => delivery.seq));
  return deliveries.filter(({ seq }) => seqs.has(seq));
}

function without(stopped: readonly Settlement[], deliveries: readonly ClaimedDelivery[]): ClaimedDelivery[] {
  const isStopped = new Set(stopped.map(({ delivery }) => delivery.seq));
  return deliveries.filter(({ seq }) => !isStopped.has(seq));
}

async function judged(tx: Transaction, sourceId: string, deliveries: readonly ClaimedDelivery[]): Promise<Map<number, Verdict>> {
  const [seqs, versions, contactIds] = [plainArray(deliveries, ({ seq }) => seq), plainArray(deliveries, ({ contactVersion }) => contactVersion), plainArray(deliveries, ({ contactId }) => contactId)];
  const rows = await tx.query<ContactFacts & { seq: number }>(FACTS, [seqs, contactIds, versions, deliveries.map(({ email }) => email.toLowerCase()), sourceId]);
  const promotions = new Map(deliveries.map(({ seq, promotion }) => [seq, promotion]));
  return new Map(rows.map((facts) => [facts.seq, verdictOf(facts, promotions.get(facts.seq) ?? true)]));
}

async function doorOf(database: Queryable, sourceId: string): Promise<'open' | 'shut' | 'expired'> {
  const [source] = await database.query<{ state: string; expired: boolean }>(DOOR, [sourceId]);
  if (source?.state !== 'open') return 'shut';
  return source.expired ? 'expired' : 'open';
}
