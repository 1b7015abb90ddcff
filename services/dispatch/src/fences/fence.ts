import { Injectable } from '@nestjs/common';
import { Database, prepared, type Transaction } from '@widecast/database';
import { counter } from '@widecast/service-kit';
import { FrequencyCaps } from '../caps/frequency-cap.ts';
import { type ClosedFor, SendingHoursService } from '../hours/sending-hours.service.ts';
import { endOf, type Claim, type ClaimedDelivery, type Settlement } from '../ledger/delivery.ts';
import { seqSet } from '../ledger/seq-set.ts';
import { Settlements } from '../ledger/settlements.ts';
import type { FrequencyCap } from '../policy/sending-policy.ts';
import { SendingPolicyService } from '../policy/sending-policy.service.ts';
import { type Applied, Tokens } from '../throttles/tokens.ts';
import { Lookout } from './lookout.ts';
import { TOO_LATE, type Verdict } from './verdict.ts';

/** Where the claim was taken over, nothing is found. */
const SENDING = prepared('UPDATE claims SET sending = sending + $2::int4multirange WHERE fence = $1 RETURNING fence');

/** A hold by the clock is looked at again at least so often, in ms: the brand may have changed its hours. */
const LONGEST_REDO = 24 * 3600_000;

const kept = counter({ name: 'widecast_fence_stops_total', help: 'Deliveries that the last fence has kept from leaving, by state and reason.', labels: ['service', 'state', 'reason'] });

/** What may stop messages of contacts of whom nothing is known. */
interface Limits {
  readonly closedFor: ClosedFor | undefined;
  readonly frequencyCap: FrequencyCap | null;
  readonly rules: Applied | undefined;
}

interface Judged {
  readonly deliveries: readonly ClaimedDelivery[];
  readonly verdicts: ReadonlyMap<number, Verdict>;
  readonly limits: Limits | undefined;
}

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
    private readonly lookout: Lookout,
  ) {}

  /**
   * Commits `sending` for those that may leave now and gives them; settles those that may not. Nothing where the source
   * was paused or ended, or another worker has taken the claim over. What `first` writes is in the same transaction; the look
   * knows of what it asks for at once, and does not wait for the rest.
   */
  async admit(claim: Claim, deliveries: readonly ClaimedDelivery[], first?: (tx: Transaction) => Promise<void>): Promise<ClaimedDelivery[]> {
    const limits = await this.limitsOf(claim, deliveries);
    return await this.database.pipelinedTransaction(async (tx) => {
      const [, look] = await Promise.all([first?.(tx), this.lookout.look(tx, claim, deliveries, limits ? 'look' : 'begin')]);
      if (look.begun) return [...deliveries];
      if (look.door === 'open') return await this.let(tx, claim, deliveries, await this.stopped(tx, claim, { deliveries, verdicts: look.verdicts, limits }));
      if (look.door === 'expired') await this.settlements.settle(tx, claim, deliveries.map((delivery) => endOf(delivery, 'expired', TOO_LATE)));
      return [];
    });
  }

  /** Undefined where none is set. */
  private async limitsOf(claim: Claim, deliveries: readonly ClaimedDelivery[]): Promise<Limits | undefined> {
    const [closedFor, { frequencyCap }, rules] = await Promise.all([this.hours.of({ ...claim, rows: deliveries }), this.policies.current(), this.tokens.rulesFor(claim, deliveries)]);
    return closedFor || frequencyCap || rules ? { closedFor, frequencyCap, rules } : undefined;
  }

  private async stopped(tx: Transaction, claim: Claim, { deliveries, verdicts, limits }: Judged): Promise<Settlement[]> {
    const { closedFor, frequencyCap, rules } = limits ?? {};
    const now = Date.now();
    const stopped = deliveries.flatMap((delivery): Settlement[] => {
      const verdict = verdicts.get(delivery.seq) ?? 'send';
      if (verdict !== 'send') return [stoppedBy(verdict, delivery)];
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
    return stopped;
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
    const { door, verdicts } = await this.database.pipelinedTransaction((tx) => this.lookout.look(tx, claim, deliveries, 'look'));
    return new Set(door === 'open' ? deliveries.map(({ seq }) => seq).filter((seq) => (verdicts.get(seq) ?? 'send') === 'send') : []);
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

const stoppedBy = ({ state, reason }: Exclude<Verdict, 'send'>, delivery: ClaimedDelivery): Settlement =>
  (state === 'cancelled' || state === 'expired' ? endOf(delivery, state, reason) : { delivery, state, reason });

function among(settlements: readonly Settlement[], deliveries: readonly ClaimedDelivery[]): ClaimedDelivery[] {
  const seqs = new Set(settlements.map(({ delivery }) => delivery.seq));
  return deliveries.filter(({ seq }) => seqs.has(seq));
}

function without(stopped: readonly Settlement[], deliveries: readonly ClaimedDelivery[]): ClaimedDelivery[] {
  const isStopped = new Set(stopped.map(({ delivery }) => delivery.seq));
  return deliveries.filter(({ seq }) => !isStopped.has(seq));
}
