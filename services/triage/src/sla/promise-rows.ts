import { prepared } from '@widecast/database';
import type { PromiseKind, PromiseState } from './promise.ts';
import { dueAt } from './sla-clock.ts';
import type { SlaPolicy } from './sla-settings.ts';
import type { WorkingTime } from './working-time.ts';

/** A promise as it is stored. */
export interface PromiseRow extends Record<string, unknown> {
  readonly ticketId: string;
  readonly kind: PromiseKind;
  readonly policy: string;
  /** ms; bigint comes as text. */
  readonly target: string;
  readonly spent: string;
  readonly since: Date | null;
  readonly endedAt: Date | null;
  readonly brokenAt: Date | null;
  readonly warnedAt: Date | null;
}

export const COLUMNS = 'ticket_id AS "ticketId", kind, policy, target_ms AS target, spent_ms AS spent, since, ended_at AS "endedAt", broken_at AS "brokenAt", warned_at AS "warnedAt"';

export const PROMISES_OF = `SELECT ${COLUMNS} FROM sla_promises WHERE ticket_id = ANY($1::uuid[]) ORDER BY ticket_id, kind FOR UPDATE`;

export const SAVE = prepared(`
  INSERT INTO sla_promises AS p (ticket_id, kind, policy, settings_version, target_ms, spent_ms, since, due_at, warn_at, ended_at, broken_at, warned_at, look_at)
  SELECT ticket, kind, policy, version, target, spent, since, due, warn, ended, broken, warned, look FROM json_to_recordset($1::json) AS r (
    ticket uuid, kind text, policy text, version int, target bigint, spent bigint, since timestamptz, due timestamptz, warn timestamptz,
    ended timestamptz, broken timestamptz, warned timestamptz, look timestamptz)
  ON CONFLICT (ticket_id, kind) DO UPDATE SET (policy, settings_version, target_ms, spent_ms, since, due_at, warn_at, ended_at, broken_at, warned_at, look_at, escalations, again_at) = (
    excluded.policy, excluded.settings_version, excluded.target_ms, excluded.spent_ms, excluded.since, excluded.due_at, excluded.warn_at,
    excluded.ended_at, excluded.broken_at, excluded.warned_at, excluded.look_at,
    CASE WHEN excluded.broken_at IS NULL THEN 0 ELSE p.escalations END, CASE WHEN excluded.broken_at IS NULL OR excluded.ended_at IS NOT NULL THEN NULL ELSE p.again_at END)`);

interface Under {
  readonly ticketId: string;
  readonly policy: SlaPolicy;
  readonly version: number;
  readonly time: WorkingTime;
}

/** What SAVE takes a list of, in JSON. `look` is when the watch has to look at it next. */
export function rowOf(state: PromiseState, { ticketId, policy, version, time }: Under): Record<string, unknown> {
  const [due, warn] = [dueAt(state, time), dueAt(state, time, policy.warnAt)];
  const isOver = state.endedAt !== null || state.brokenAt !== null;
  const look = isOver ? null : state.warnedAt === null ? warn : due;
  return {
    ticket: ticketId, kind: state.kind, policy: policy.name, version, target: state.target, spent: state.spent, since: instant(state.since), due: instant(due), warn: instant(warn),
    ended: instant(state.endedAt), broken: instant(state.brokenAt), warned: instant(state.warnedAt), look: instant(look),
  };
}

export const stateOf = ({ kind, target, spent, since, endedAt, warnedAt, brokenAt }: PromiseRow): PromiseState => ({
  kind, target: Number(target), spent: Number(spent), since: msOf(since), endedAt: msOf(endedAt), warnedAt: msOf(warnedAt), brokenAt: msOf(brokenAt),
});

const msOf = (at: Date | null): number | null => at?.getTime() ?? null;

const instant = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());
