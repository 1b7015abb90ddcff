import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { ticketPromiseAlerted } from '@widecast/contracts';
import { Database, type Transaction } from '@widecast/database';
import { Outbox } from '@widecast/messaging';
import { counter, Recurring } from '@widecast/service-kit';
import { OwnershipService } from '../ownership/ownership.service.ts';
import { RoutingService } from '../routing/routing.service.ts';
import { brokenBy, type PromiseState } from './promise.ts';
import { COLUMNS, rowOf, SAVE, stateOf, type PromiseRow } from './promise-rows.ts';
import { dueAt } from './sla-clock.ts';
import { targetOf } from './sla-promises.service.ts';
import { UNANSWERED } from './sla-settings.ts';
import { SlaSettingsService, type CurrentSla } from './sla-settings.service.ts';

const PAUSE = 2000;
const AT_A_TIME = 200;

const alerts = counter({ name: 'widecast_ticket_promise_alerts_total', help: 'Promises about tickets that are soon due or broken.', labels: ['service', 'promise', 'stage'] });

/** Promises that are due to be looked at, or were made under older settings and may be due at another time now. */
const DUE = `
  SELECT ${COLUMNS}
  FROM sla_promises WHERE ended_at IS NULL AND broken_at IS NULL AND (look_at <= now() OR settings_version < $1)
  LIMIT ${AT_A_TIME} FOR UPDATE SKIP LOCKED`;

/** Answers that are still owed although their time is over. */
const OVERDUE = `SELECT ${COLUMNS}, escalations FROM sla_promises WHERE again_at <= now() LIMIT ${AT_A_TIME} FOR UPDATE SKIP LOCKED`;
const AGAIN = 'UPDATE sla_promises SET escalations = $3, again_at = $4 WHERE ticket_id = $1 AND kind = $2';

/** Warns of promises that are soon due and tells of those that are broken. Any number of processes may do it. */
@Injectable()
export class SlaWatch implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('sla');
  private readonly watching = new Recurring({
    pause: PAUSE, turn: () => this.look(), failed: (error) => this.logger.warn({ msg: 'promises could not be looked at; tried again', error }),
  });

  constructor(
    private readonly database: Database,
    private readonly settings: SlaSettingsService,
    private readonly outbox: Outbox,
    private readonly routing: RoutingService,
    private readonly ownership: OwnershipService,
  ) {}

  onApplicationBootstrap(): void {
    this.watching.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.watching.stop();
  }

  /** Looks at all that is due. */
  async look(): Promise<void> {
    const current = await this.settings.current();
    while (!this.watching.isStopped && (await this.database.transaction((tx) => this.lookAtSome(tx, current))) === AT_A_TIME);
    while (!this.watching.isStopped && (await this.database.transaction((tx) => this.escalateSome(tx, current))) === AT_A_TIME);
  }

  private async escalateSome(tx: Transaction, current: CurrentSla): Promise<number> {
    const rows = await tx.query<PromiseRow & { escalations: number }>(OVERDUE);
    for (const row of rows) {
      const look = lookAt(current, row, Date.now());
      await this.again(tx, row, look, row.escalations + 1);
      await this.routing.overdue(tx, row.ticketId);
      tx.afterCommit(() => alerts.inc({ service: 'triage', promise: row.kind, stage: 'overdue' }));
    }
    return rows.length;
  }

  /** The next time when twice as much of the promised time is over as the time before; never where nobody promises it any more. */
  private async again(tx: Transaction, { ticketId, kind }: PromiseRow, look: Look | undefined, escalations: number): Promise<void> {
    const next = look && dueAt(look.state, look.under.time, 2 ** (escalations + 1));
    await tx.query(AGAIN, [ticketId, kind, escalations, next ? new Date(next).toISOString() : null]);
  }

  private async lookAtSome(tx: Transaction, current: CurrentSla): Promise<number> {
    const rows = await tx.query<PromiseRow>(DUE, [current.version]);
    const at = Date.now();
    for (const row of rows) {
      const look = lookAt(current, row, at);
      // Nobody promises it any more.
      if (!look) await tx.query('DELETE FROM sla_promises WHERE ticket_id = $1 AND kind = $2', [row.ticketId, row.kind]);
      else await this.alert(tx, row, look);
    }
    return rows.length;
  }

  private async alert(tx: Transaction, row: PromiseRow, look: Look): Promise<void> {
    const [{ ticketId, kind }, { state, at, under }] = [row, look];
    const { policy: { name: policy } } = under;
    const brokenAt = brokenBy(state, at, under.time);
    const { warn, due } = rowOf(state, under);
    const warns = brokenAt === null && state.warnedAt === null && typeof warn === 'string' && Date.parse(warn) <= at;
    await tx.query(SAVE, [JSON.stringify([rowOf({ ...state, brokenAt, warnedAt: warns ? at : state.warnedAt }, under)])]);
    if (brokenAt === null && !warns) return;
    const stage = warns ? 'warning' : 'broken';
    await this.outbox.append(tx, ticketPromiseAlerted, [{ ticketId, promise: kind, policy, stage, dueAt: String(due), at: new Date(at).toISOString() }]);
    if (policy === UNANSWERED && stage === 'broken') await this.routing.escalate(tx, ticketId);
    if (stage === 'broken' && kind !== 'resolution') await this.again(tx, row, look, 0);
    // A bot that let the time pass may not be there any more.
    if (stage === 'broken') await this.ownership.botGivesUp(tx, ticketId);
    await this.routing.reroute(tx, ticketId, warns ? 'warned' : 'broken');
    tx.afterCommit(() => alerts.inc({ service: 'triage', promise: kind, stage }));
  }
}

interface Look {
  readonly state: PromiseState;
  readonly at: number;
  readonly under: Parameters<typeof rowOf>[1];
}

/** A policy that is gone leaves its tickets to the watch over those that no policy fits. */
function lookAt({ policies, times, version }: CurrentSla, row: PromiseRow, at: number): Look | undefined {
  const own = policies.find(({ name }) => name === row.policy);
  const policy = own ?? policies.find(({ name }) => name === UNANSWERED);
  const time = policy && times.get(policy.calendar);
  const target = policy && targetOf(policy, row.kind);
  if (!policy || !time || (!own && target === undefined)) return undefined;
  const state = stateOf(row);
  return { state: own || target === undefined ? state : { ...state, target }, at, under: { ticketId: row.ticketId, policy, time, version } };
}
