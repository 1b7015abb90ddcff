import { Injectable } from '@nestjs/common';
import { columnsOf, Database, type Queryable, type Transaction } from '@widecast/database';
import type { Claim, ClaimedDelivery, Settlement } from '../ledger/delivery.ts';
import { usePrimaryKeys } from '../ledger/plans.ts';
import { Settlements } from '../ledger/settlements.ts';
import { verdictOf, type ContactFacts, type Verdict } from './verdict.ts';

const FACTS = `
  SELECT e.seq, coalesce(a.reason, c.reason) AS suppression, f.has_address AS "hasAddress", f.mass_treatment AS "massTreatment",
         f.advertising_consent AS "advertisingConsent", coalesce(h.held, false) AS held, x.contact_id IS NOT NULL AS "hasLeft"
  FROM unnest($1::int[], $2::uuid[], $3::int[], $4::text[]) AS e (seq, contact_id, contact_version, email)
  LEFT JOIN suppressions a ON a.email = e.email
  LEFT JOIN suppressions c ON c.contact_id = e.contact_id
  LEFT JOIN contact_facts f ON f.contact_id = e.contact_id AND f.version >= e.contact_version
  LEFT JOIN holds h ON h.contact_id = e.contact_id
  LEFT JOIN funnel_exits x ON x.funnel_id = $5 AND x.contact_id = e.contact_id`;

const SENDING = `
  UPDATE deliveries SET state = 'sending', attempt = attempt + 1, updated_at = now()
  WHERE source_id = $1 AND seq = ANY($2) AND fence = $3 AND state = 'claimed' RETURNING seq`;

/** The last fence: what may leave is decided here, in the database, right before the conversation with the relay. */
@Injectable()
export class Fence {
  constructor(
    private readonly database: Database,
    private readonly settlements: Settlements,
  ) {}

  /**
   * Commits `sending` for those that may leave now and gives them; settles those that may not. Nothing where the source
   * was paused or ended, or another worker has taken the claim over.
   */
  async admit(claim: Claim, deliveries: readonly ClaimedDelivery[]): Promise<ClaimedDelivery[]> {
    return await this.database.transaction(async (tx) => {
      if (!(await isOpen(tx, claim.sourceId))) return [];
      const verdicts = await this.judge(tx, claim.sourceId, deliveries);
      const stopped = deliveries.flatMap((delivery): Settlement[] => {
        const verdict = verdicts.get(delivery.seq) ?? 'send';
        return verdict === 'send' ? [] : [{ delivery, ...verdict }];
      });
      await this.settlements.settle(tx, claim, await this.withHoldsLocked(tx, stopped));
      const free = deliveries.filter(({ seq }) => verdicts.get(seq) === 'send').map(({ seq }) => seq);
      const rows = await tx.query<{ seq: number }>(SENDING, [claim.sourceId, free, claim.fence]);
      const admitted = new Set(rows.map(({ seq }) => seq));
      return deliveries.filter(({ seq }) => admitted.has(seq));
    });
  }

  /** Looks again at deliveries whose admission is not fresh any more; gives the numbers of those that still may leave. */
  async recheck(claim: Claim, deliveries: readonly ClaimedDelivery[]): Promise<ReadonlySet<number>> {
    if (!(await isOpen(this.database, claim.sourceId))) return new Set();
    const verdicts = await judge(this.database, claim.sourceId, deliveries);
    return new Set([...verdicts].filter(([, verdict]) => verdict === 'send').map(([seq]) => seq));
  }

  private async judge(tx: Transaction, sourceId: string, deliveries: readonly ClaimedDelivery[]): Promise<Map<number, Verdict>> {
    await usePrimaryKeys(tx);
    return await judge(tx, sourceId, deliveries);
  }

  /** A hold that ends in this very moment waits for us, and then finds what we have held; one that has ended holds nothing. */
  private async withHoldsLocked(tx: Transaction, stopped: readonly Settlement[]): Promise<Settlement[]> {
    const contacts = stopped.filter(({ state }) => state === 'held').map(({ delivery }) => delivery.contactId);
    if (contacts.length === 0) return [...stopped];
    const rows = await tx.query<{ contactId: string }>('SELECT contact_id AS "contactId" FROM holds WHERE contact_id = ANY($1) AND held FOR SHARE', [contacts]);
    const held = new Set(rows.map(({ contactId }) => contactId));
    return stopped.map((each) => (each.state === 'held' && !held.has(each.delivery.contactId) ? { delivery: each.delivery, state: 'pending' } : each));
  }
}

async function judge(database: Queryable, sourceId: string, deliveries: readonly ClaimedDelivery[]): Promise<Map<number, Verdict>> {
  const columns = columnsOf(deliveries, ({ seq }) => seq, ({ contactId }) => contactId, ({ contactVersion }) => contactVersion, ({ email }) => email.toLowerCase());
  const rows = await database.query<ContactFacts & { seq: number }>(FACTS, [...columns, sourceId]);
  const promotions = new Map(deliveries.map(({ seq, promotion }) => [seq, promotion]));
  return new Map(rows.map((facts) => [facts.seq, verdictOf(facts, promotions.get(facts.seq) ?? true)]));
}

async function isOpen(database: Queryable, sourceId: string): Promise<boolean> {
  const [source] = await database.query<{ state: string }>('SELECT state FROM sources WHERE id = $1', [sourceId]);
  return source?.state === 'open';
}
