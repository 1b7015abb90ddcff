import { Injectable } from '@nestjs/common';
import { ticketPromiseAlerted } from '@widecast/contracts';
import type { Transaction } from '@widecast/database';
import { Outbox } from '@widecast/messaging';
import { factsOf } from '../tickets/ticket-facts.ts';
import { after, type Happening, type PromiseState, type Targets } from './promise.ts';
import { PROMISES_OF, rowOf, SAVE, stateOf, type PromiseRow } from './promise-rows.ts';
import { policyFor, type SlaPolicy } from './sla-settings.ts';
import { SlaSettingsService, type CurrentSla } from './sla-settings.service.ts';

const MINUTE = 60_000;

/** Keeps the clocks of what was promised about tickets, in the transactions that move them. */
@Injectable()
export class SlaPromisesService {
  constructor(private readonly settings: SlaSettingsService, private readonly outbox: Outbox) {}

  /** Must be told of everything that happens to a ticket, in its transaction. */
  async tell(tx: Transaction, ticketId: string, happening: Happening, at = Date.now()): Promise<void> {
    const current = await this.settings.current(tx);
    if (current.version === 0) return;
    const rows = await tx.query<PromiseRow>(PROMISES_OF, [ticketId]);
    const policy = happening === 'opened' ? await policyOf(tx, ticketId, current) : current.settings.policies.find(({ name }) => name === rows[0]?.policy);
    const time = policy && current.times.get(policy.calendar);
    if (!policy || !time) return;
    const moved = after(happening, rows.map(stateOf), targetsOf(policy), at, time);
    if (moved.length === 0) return;
    await tx.query(SAVE, [ticketId, JSON.stringify(moved.map((state) => rowOf(state, { policy, version: current.version, time })))]);
    await this.outbox.append(tx, ticketPromiseAlerted, newlyBroken(rows, moved).map(({ kind, brokenAt }) => (
      { ticketId, promise: kind, policy: policy.name, stage: 'broken' as const, dueAt: new Date(brokenAt).toISOString(), at: new Date(at).toISOString() })));
  }
}

async function policyOf(tx: Transaction, ticketId: string, { settings }: CurrentSla): Promise<SlaPolicy | undefined> {
  const facts = await factsOf(tx, ticketId);
  return facts && policyFor(settings.policies, facts);
}

function targetsOf({ firstAnswer, nextAnswer, resolution }: SlaPolicy): Targets {
  const given = { 'first-answer': firstAnswer, 'next-answer': nextAnswer, resolution };
  return Object.fromEntries(Object.entries(given).flatMap(([kind, minutes]) => (minutes === undefined ? [] : [[kind, minutes * MINUTE]])));
}

function newlyBroken(before: readonly PromiseRow[], moved: readonly PromiseState[]): { kind: PromiseState['kind']; brokenAt: number }[] {
  const known = new Set(before.filter(({ brokenAt }) => brokenAt !== null).map(({ kind }) => kind));
  return moved.flatMap(({ kind, brokenAt }) => (brokenAt === null || known.has(kind) ? [] : [{ kind, brokenAt }]));
}
