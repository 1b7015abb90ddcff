import { Injectable } from '@nestjs/common';
import { ticketPromiseAlerted } from '@widecast/contracts';
import type { Transaction } from '@widecast/database';
import { Outbox } from '@widecast/messaging';
import type { TicketFacts } from '../conditions/ticket-conditions.ts';
import { after, type Happening, type PromiseKind, type PromiseState, type Terms } from './promise.ts';
import { PROMISES_OF, rowOf, SAVE, stateOf, type PromiseRow } from './promise-rows.ts';
import { policyFor, UNANSWERED, type SlaPolicy } from './sla-settings.ts';
import { SlaSettingsService, type CurrentSla } from './sla-settings.service.ts';
import type { WorkingTime } from './working-time.ts';

const MINUTE = 60_000;

interface Moved {
  readonly ticketId: string;
  readonly before: readonly PromiseRow[];
  readonly states: readonly Governed[];
}

/** A promise and the policy that it is made under. */
interface Governed extends Under {
  readonly state: PromiseState;
}

interface Under {
  readonly policy: SlaPolicy;
  readonly time: WorkingTime;
}

/** Keeps the clocks of what was promised about tickets, in the transactions that move them. */
@Injectable()
export class SlaPromisesService {
  constructor(private readonly settings: SlaSettingsService, private readonly outbox: Outbox) {}

  /** Promises what is to be promised about new tickets. */
  async begin(tx: Transaction, tickets: readonly { readonly ticketId: string; readonly facts: TicketFacts }[], at = Date.now()): Promise<void> {
    const current = await this.settings.current(tx);
    await this.save(tx, current, tickets.flatMap(({ ticketId, facts }) => moved(current, ticketId, { policy: policyFor(current.policies, facts), before: [], happening: 'opened', at })), at);
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
      return moved(current, ticketId, { policy: policyOf(current, before), before, happening, at });
    }), at);
  }

  private async save(tx: Transaction, { version }: CurrentSla, all: readonly Moved[], at: number): Promise<void> {
    const rows = all.flatMap(({ ticketId, states }) => states.map(({ state, policy, time }) => rowOf(state, { ticketId, policy, version, time })));
    if (rows.length === 0) return;
    await tx.query(SAVE, [JSON.stringify(rows)]);
    await this.outbox.append(tx, ticketPromiseAlerted, all.flatMap(({ ticketId, before, states }) => newlyBroken(before, states).map(({ kind, brokenAt, policy }) => (
      { ticketId, promise: kind, policy, stage: 'broken' as const, dueAt: new Date(brokenAt).toISOString(), at: new Date(at).toISOString() }))));
  }
}

interface Change {
  readonly policy: SlaPolicy | undefined;
  readonly before: readonly PromiseRow[];
  readonly happening: Happening;
  readonly at: number;
}

/** The vendor's policy that promises something about the ticket already, where it still stands; else the watch over all others. */
function policyOf({ policies }: CurrentSla, before: readonly PromiseRow[]): SlaPolicy | undefined {
  return policies.find(({ name }) => name !== UNANSWERED && before.some(({ policy }) => policy === name)) ?? watchOf(policies);
}

const watchOf = (policies: readonly SlaPolicy[]): SlaPolicy | undefined => policies.find(({ name }) => name === UNANSWERED);

function moved(current: CurrentSla, ticketId: string, { policy, before, happening, at }: Change): Moved {
  const under = (kind: PromiseKind): (Under & Terms) | undefined => termsOf(current, policy, before.find((row) => row.kind === kind), kind);
  const states = after(happening, before.map(stateOf), under, at);
  return { ticketId, before, states: states.flatMap((state) => {
    const terms = isOver(state, before) ? undefined : under(state.kind);
    return terms ? [{ state, policy: terms.policy, time: terms.time }] : [];
  }) };
}

/** Whether it was over before, so that nothing of it changes. */
const isOver = ({ kind, endedAt }: PromiseState, before: readonly PromiseRow[]): boolean => endedAt !== null && before.find((row) => row.kind === kind)?.endedAt?.getTime() === endedAt;

/** An open promise stays with its policy while that stands. An answer that the policy of the ticket does not promise is watched as one that no policy does. */
function termsOf({ policies, times }: CurrentSla, own: SlaPolicy | undefined, row: PromiseRow | undefined, kind: PromiseKind): (Under & Terms) | undefined {
  const made = row && policies.find(({ name }) => name === row.policy);
  const promising = [own, watchOf(policies)].find((one) => one && targetOf(one, kind) !== undefined);
  const policy = (row?.endedAt === null ? made : undefined) ?? promising ?? made;
  const time = policy && times.get(policy.calendar);
  return policy && time && { policy, time, target: targetOf(policy, kind) };
}

const FIELDS = { 'first-answer': 'firstAnswer', 'next-answer': 'nextAnswer', resolution: 'resolution' } as const;

/** In ms; undefined where the policy promises nothing of the kind. */
export function targetOf(policy: SlaPolicy, kind: PromiseKind): number | undefined {
  const minutes = policy[FIELDS[kind]];
  return minutes === undefined ? undefined : minutes * MINUTE;
}

function newlyBroken(before: readonly PromiseRow[], states: readonly Governed[]): { kind: PromiseKind; brokenAt: number; policy: string }[] {
  const known = new Set(before.filter(({ brokenAt }) => brokenAt !== null).map(({ kind }) => kind));
  return states.flatMap(({ state: { kind, brokenAt }, policy }) => (brokenAt === null || known.has(kind) ? [] : [{ kind, brokenAt, policy: policy.name }]));
}
