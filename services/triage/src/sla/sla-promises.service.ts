import { Injectable } from '@nestjs/common';
import { ticketPromiseAlerted } from '@widecast/contracts';
import type { Transaction } from '@widecast/database';
import { Outbox } from '@widecast/messaging';
import type { TicketFacts } from '../conditions/ticket-conditions.ts';
import { after, type Happening, type PromiseState, type Targets } from './promise.ts';
import { PROMISES_OF, rowOf, SAVE, stateOf, type PromiseRow } from './promise-rows.ts';
import { policyFor, type SlaPolicy } from './sla-settings.ts';
import { SlaSettingsService, type CurrentSla } from './sla-settings.service.ts';

const MINUTE = 60_000;

interface Moved {
  readonly ticketId: string;
  readonly policy: SlaPolicy;
  readonly before: readonly PromiseRow[];
  readonly states: readonly PromiseState[];
}

/** Keeps the clocks of what was promised about tickets, in the transactions that move them. */
@Injectable()
export class SlaPromisesService {
  constructor(private readonly settings: SlaSettingsService, private readonly outbox: Outbox) {}

  /** Promises what is to be promised about new tickets. */
  async begin(tx: Transaction, tickets: readonly { readonly ticketId: string; readonly facts: TicketFacts }[], at = Date.now()): Promise<void> {
    const current = await this.settings.current(tx);
    await this.save(tx, current, tickets.flatMap(({ ticketId, facts }) => moved(current, ticketId, { policy: policyFor(current.policies, facts), before: [], happening: 'opened', at }) ?? []), at);
  }

  /** Must be told of everything that happens to a ticket, in its transaction. */
  tell(tx: Transaction, ticketId: string, happening: Exclude<Happening, 'opened'>, at = Date.now()): Promise<void> {
    return this.tellOfEach(tx, [ticketId], happening, at);
  }

  /** Of the same that happens to several. */
  async tellOfEach(tx: Transaction, ticketIds: readonly string[], happening: Exclude<Happening, 'opened'>, at = Date.now()): Promise<void> {
    const current = await this.settings.current(tx);
    if (ticketIds.length === 0) return;
    const rows = await tx.query<PromiseRow>(PROMISES_OF, [ticketIds]);
    await this.save(tx, current, ticketIds.flatMap((ticketId) => {
      const before = rows.filter((row) => row.ticketId === ticketId);
      return moved(current, ticketId, { policy: current.policies.find(({ name }) => name === before[0]?.policy), before, happening, at }) ?? [];
    }), at);
  }

  private async save(tx: Transaction, { version, times }: CurrentSla, all: readonly Moved[], at: number): Promise<void> {
    const rows = all.flatMap(({ ticketId, policy, states }) => {
      const time = times.get(policy.calendar);
      return time ? states.map((state) => rowOf(state, { ticketId, policy, version, time })) : [];
    });
    if (rows.length === 0) return;
    await tx.query(SAVE, [JSON.stringify(rows)]);
    await this.outbox.append(tx, ticketPromiseAlerted, all.flatMap(({ ticketId, policy, before, states }) => newlyBroken(before, states).map(({ kind, brokenAt }) => (
      { ticketId, promise: kind, policy: policy.name, stage: 'broken' as const, dueAt: new Date(brokenAt).toISOString(), at: new Date(at).toISOString() }))));
  }
}

interface Change {
  readonly policy: SlaPolicy | undefined;
  readonly before: readonly PromiseRow[];
  readonly happening: Happening;
  readonly at: number;
}

function moved({ times }: CurrentSla, ticketId: string, { policy, before, happening, at }: Change): Moved | undefined {
  const time = policy && times.get(policy.calendar);
  return policy && time && { ticketId, policy, before, states: after(happening, before.map(stateOf), targetsOf(policy), at, time) };
}

export function targetsOf({ firstAnswer, nextAnswer, resolution }: SlaPolicy): Targets {
  const given = { 'first-answer': firstAnswer, 'next-answer': nextAnswer, resolution };
  return Object.fromEntries(Object.entries(given).flatMap(([kind, minutes]) => (minutes === undefined ? [] : [[kind, minutes * MINUTE]])));
}

function newlyBroken(before: readonly PromiseRow[], states: readonly PromiseState[]): { kind: PromiseState['kind']; brokenAt: number }[] {
  const known = new Set(before.filter(({ brokenAt }) => brokenAt !== null).map(({ kind }) => kind));
  return states.flatMap(({ kind, brokenAt }) => (brokenAt === null || known.has(kind) ? [] : [{ kind, brokenAt }]));
}
