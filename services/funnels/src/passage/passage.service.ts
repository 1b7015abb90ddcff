import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '@widecast/database';
import { BehaviourRepository, type FactsOf } from '../behaviour/behaviour.repository.ts';
import { advance, type Advance } from './advance.ts';
import { Announcer } from './announcer.ts';
import { PassageRepository, type DueContact } from './passage.repository.ts';
import { Plans, type KnownPlan } from './plans.ts';

/** Contacts moved in one transaction, at most. */
export const BATCH = 1000;

interface Step {
  readonly contact: DueContact;
  readonly to: Advance;
}

/** Moves contacts whose time has come: places, messages and events are one transaction, so a killed process leaves nothing half done. */
@Injectable()
export class PassageService {
  constructor(
    private readonly database: Database,
    private readonly passage: PassageRepository,
    private readonly behaviour: BehaviourRepository,
    private readonly announcer: Announcer,
  ) {}

  private readonly plans = new Plans();

  /** Active funnels in which somebody's time has come. */
  async dueFunnels(): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      `SELECT id FROM funnels f WHERE state = 'active'
         AND EXISTS (SELECT FROM funnel_contacts p WHERE p.funnel_id = f.id AND p.state = 'active' AND p.due_at <= now())`,
    );
    return rows.map(({ id }) => id);
  }

  /** Gives how many contacts were moved; {@link BATCH} at most. */
  advanceDue(funnelId: string): Promise<number> {
    return this.database.transaction(async (tx) => {
      const now = await runningSince(tx, funnelId);
      if (now === undefined) return 0;
      const due = await this.passage.claimDue(tx, funnelId, BATCH);
      if (due.length > 0) await this.record(tx, funnelId, await this.steps(tx, { funnelId, due, now }));
      return due.length;
    });
  }

  private async steps(tx: Transaction, { funnelId, due, now }: { funnelId: string; due: readonly DueContact[]; now: Date }): Promise<Step[]> {
    const plans = new Map<number, KnownPlan>();
    for (const version of new Set(due.map((contact) => contact.version))) plans.set(version, await this.plans.of(tx, funnelId, version));
    const types = [...new Set([...plans.values()].flatMap(({ behaviours }) => behaviours))];
    const facts: FactsOf = await this.behaviour.facts(tx, due.map(({ contactId }) => contactId), types);
    return due.flatMap((contact) => {
      const plan = plans.get(contact.version);
      return plan ? [{ contact, to: advance(plan, contact, facts.get(contact.contactId) ?? new Map(), now) }] : [];
    });
  }

  private async record(tx: Transaction, funnelId: string, steps: readonly Step[]): Promise<void> {
    const places = steps.map(({ contact: { contactId, revision }, to: { step, state, dueAt } }) => ({
      contactId, funnelId, step, state, dueAt, revision: revision + 1,
    }));
    const requests = steps.flatMap(({ contact: { contactId, version }, to }) => to.messages.map((message) => ({ contactId, funnelId, version, message })));
    await this.passage.move(tx, places);
    await this.announcer.announce(tx, places, requests);
  }
}

/** The time of the transaction if the funnel is active; a stop waits for this transaction then. One clock for all processes: the database's. */
async function runningSince(tx: Transaction, funnelId: string): Promise<Date | undefined> {
  const [row] = await tx.query<{ now: Date }>(`SELECT now() FROM funnels WHERE id = $1 AND state = 'active' FOR SHARE`, [funnelId]);
  return row?.now;
}
