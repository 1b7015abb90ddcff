import { setTimeout as sleep } from 'node:timers/promises';
import { streamOf } from '../../demo/src/market/random.ts';
import type { Shutdown } from '../../demo/src/system/shutdown.ts';
import { Compaction, ledgerOf } from './compaction.ts';
import { Faults } from './faults.ts';
import { PER_SECOND, THROTTLED_DOMAIN } from './mailing.ts';
import type { FaultOptions } from './options.ts';
import { planOf } from './plan.ts';
import { CONNECTIONS, setStage, type Stage } from './stage.ts';
import { mostWithin, verdictOf, type Verdict } from './verdict.ts';

/** Kills that a campaign lives through. */
const KILLS_A_CAMPAIGN = 25;
/** Outcomes are written so many at a time. */
const FLUSH = 200;
/** Nothing has moved for so long, in ms: it will not any more. */
const LAST_PATIENCE = 60_000;
const OPEN = "state IN ('pending', 'claimed', 'sending', 'deferred')";

export interface Findings extends Verdict {
  readonly kills: number;
  readonly seed: number;
  readonly eventLog: FaultOptions['eventLog'];
  readonly databaseRestarts: number;
  readonly logStops: number;
  /** Connections that the relay has closed. */
  readonly closings: number;
  /** The most that one kill has left in doubt, and the most that it may. */
  readonly worstInDoubtOfAKill: number;
  readonly mostInDoubtOfAKill: number;
  readonly leftByStops: number;
  /** Looks at a ledger that did not balance. */
  readonly unbalanced: number;
  /** Campaigns that did not finish, and deliveries that are open or missing. */
  readonly unfinished: number;
  /** Kills of all senders in the middle of a compaction, and what is another in the ledger after it. */
  readonly compactionKills: number;
  readonly changedByCompaction: number;
  /** The most that came within a second to the lane that both senders share under a throttle, and the most that may. */
  readonly mostInASecond: number;
  readonly mayInASecond: number;
  readonly seconds: number;
}

/** What must be 0; a kill may leave in doubt what was on its connections and one batch of outcomes. */
export function brokenPromises(findings: Findings): string[] {
  const zero = ['lost', 'unmarkedDuplicates', 'mailedAfterSuppression', 'unexpected', 'denied', 'leftByStops', 'unbalanced', 'unfinished', 'changedByCompaction'] as const;
  const broken = zero.filter((name) => findings[name] !== 0).map((name) => `${name} is ${findings[name]}`);
  const { worstInDoubtOfAKill: worst, mostInDoubtOfAKill: most, mostInASecond, mayInASecond } = findings;
  if (worst > most) broken.push(`a kill has left ${worst} in doubt, more than ${most}`);
  if (mostInASecond > mayInASecond) broken.push(`${mostInASecond} came within a second by a lane of ${PER_SECOND}`);
  return broken;
}

/** Sends, breaks and compares. `tell` gets a line now and then. */
export async function runFaults(options: FaultOptions, shutdown: Shutdown, tell: (line: string) => void): Promise<Findings> {
  const begun = performance.now();
  const plan = planOf(options.kills, options.seed);
  const campaign = Math.ceil(options.recipients / Math.ceil(options.kills / KILLS_A_CAMPAIGN));
  const stage = await setStage(options, { campaign, piece: Math.floor(options.recipients / plan.length) }, shutdown);
  await stage.mailing.prepare();
  const faults = new Faults(stage, streamOf(options.seed, 5), options.logStop);
  let unbalanced = 0;
  for (const [at, fault] of plan.entries()) {
    await sendSome(stage);
    await faults.happen(fault);
    unbalanced += await countUnbalanced(stage);
    if (at % 20 === 19) tell(`${at + 1} of ${plan.length} faults, ${faults.kills} kills`);
  }
  await faults.over();
  const unfinished = await bringToEnd(stage);
  if (unfinished > 0) {
    stage.keep();
    tell(`Not everything has come to its end; see ${stage.folder}: ${JSON.stringify(await openOf(stage))}`);
  }
  unbalanced += await countUnbalanced(stage);
  const compaction = new Compaction(stage.senders, stage.database);
  await compaction.of(unfinished === 0 ? stage.mailing.campaigns : []);
  return {
    kills: faults.kills, ...(await verdict(stage)), seed: options.seed, eventLog: options.eventLog, databaseRestarts: stage.database.restarts, logStops: faults.logStops, closings: await stage.sink.closings(),
    worstInDoubtOfAKill: stage.doubts.worst, mostInDoubtOfAKill: CONNECTIONS + FLUSH, leftByStops: faults.leftByStops, unbalanced,
    unfinished: unfinished + compaction.unfinished, compactionKills: compaction.kills, changedByCompaction: compaction.changed, ...(await narrowLane(stage)),
    seconds: Math.round((performance.now() - begun) / 1000),
  };
}

/** Returns in the middle of it: some have come to the relay, most have not. */
async function sendSome({ mailing, bans, sink }: Stage): Promise<void> {
  const size = await sink.size();
  await mailing.publish();
  await bans.make();
  for (const until = Date.now() + 10_000; Date.now() < until && (await sink.size()) === size; ) await sleep(10);
}

async function countUnbalanced({ mailing, senders }: Stage): Promise<number> {
  const id = mailing.campaigns.at(-1);
  const { ledger } = await senders.get<{ ledger: { balanced: boolean } }>(`campaigns/${id}`);
  return ledger.balanced ? 0 : 1;
}

/** Gives how many campaigns have not come to their end. */
async function bringToEnd({ mailing, bans, log, database }: Stage): Promise<number> {
  await mailing.complete();
  await bans.end();
  await log.written();
  const open = `SELECT (SELECT count(*) FROM dispatch.campaigns c JOIN dispatch.sources s ON s.id = c.id WHERE c.state <> 'finished' OR s.state <> 'closed') + (SELECT count(*) FROM dispatch.deliveries WHERE ${OPEN})
    + (SELECT $1 - count(*) FROM dispatch.deliveries) AS n`;
  let [left, movedAt] = [Infinity, Date.now()];
  for (; Date.now() - movedAt < LAST_PATIENCE; await sleep(500)) {
    const [row] = await database.query<{ n: string }>(open, [mailing.addresses.length]);
    const now = Number(row?.n ?? left);
    if (now === 0) return 0;
    if (now !== left) [left, movedAt] = [now, Date.now()];
  }
  return left;
}

/** What is still open, and where. */
async function openOf({ database }: Stage): Promise<object> {
  const of = (sql: string): Promise<object[]> => database.query(sql);
  return {
    campaigns: await of("SELECT id, state, reason, chunks, (SELECT count(*) FROM dispatch.audience_chunks WHERE campaign_id = c.id) AS arrived FROM dispatch.campaigns c WHERE state <> 'finished'"),
    deliveries: await of(`SELECT source_id, state, count(*) FROM dispatch.deliveries WHERE ${OPEN} GROUP BY 1, 2`),
    redos: await of('SELECT source_id, lane, count(*), min(due_at) FROM dispatch.redos GROUP BY 1, 2'),
    claims: await of('SELECT *, now() AS now FROM dispatch.claims'),
    slow: await of('SELECT * FROM dispatch.slow_lanes'), meters: await of('SELECT * FROM dispatch.throttle_meters'), faults: await of('SELECT * FROM dispatch.relay_faults'),
  };
}

async function verdict({ mailing, database, sink, bans }: Stage): Promise<Verdict> {
  const ledger = await ledgerOf(database);
  return verdictOf({ audience: mailing.addresses, taken: await sink.taken(), ledger, bans: bans.all });
}

/** What may leave in a second arrives within the second after it. */
async function narrowLane({ sink }: Stage): Promise<Pick<Findings, 'mostInASecond' | 'mayInASecond'>> {
  const times = (await sink.taken()).filter(({ to }) => to.endsWith(`@${THROTTLED_DOMAIN}`)).map(({ at }) => at);
  return { mostInASecond: mostWithin(1000, times), mayInASecond: 2 * PER_SECOND };
}
