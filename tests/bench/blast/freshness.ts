import { responsesObserved, segmentMembersChanged, type EventContract, type PayloadOf } from '@widecast/contracts';
import { unpack } from '@widecast/messaging';
import { waitUntil } from '@widecast/testing';
import { ask } from '../dispatch/bench-database.ts';

/** Of those who respond and come into a segment. */
export interface Freshness {
  /** From the log's record of a response to the log's record of its contact in the segment, for each, in ms. */
  readonly latencies: readonly number[];
  /** Which part was judged by a moment. */
  readonly judgedBy: (moment: number) => number;
}

const PATIENCE = 600_000;

const WAITING = `
  SELECT (SELECT count(*) FROM segmentation.segment_work) + coalesce(sum(p.next_offset - a.committed), 0) AS waiting
  FROM event_log.assignments a JOIN event_log.partitions p USING (topic, partition) WHERE a.group_name = 'segmentation' AND a.topic = $1`;

/** Waits until segmentation has read and judged all responses; gives the seconds. */
export async function backlogEmpty(url: string): Promise<number> {
  const begun = performance.now();
  await waitUntil(async () => Number((await ask<{ waiting: string }>(url, WAITING, [responsesObserved.topic]))[0]?.waiting) === 0, { what: 'the backlog to be empty', timeout: PATIENCE, interval: 100 });
  return (performance.now() - begun) / 1000;
}

/** Read from the log when all is over: nothing was looked at while it was measured. `members`: of its rule, by another look. */
export async function freshnessOf(url: string, { segmentId, members, since }: { readonly segmentId: string; readonly members: number; readonly since: Date }): Promise<Freshness> {
  const entered = new Map<string, number>();
  for (const { payload, at } of await recordsOf(url, segmentMembersChanged, since)) {
    if (payload.segmentId === segmentId) for (const contactId of payload.entered) entered.set(contactId, at);
  }
  if (entered.size === 0 || entered.size !== members) throw new Error(`${entered.size} contacts have come into the segment, of ${members}`);
  const judged = (await recordsOf(url, responsesObserved, since)).flatMap(({ payload, at }) => payload.responses.flatMap(({ contactId }) => {
    const visible = entered.get(contactId);
    return visible === undefined ? [] : [{ visible, latency: visible - at }];
  }));
  return { latencies: judged.map(({ latency }) => latency), judgedBy: (moment) => judged.filter(({ visible }) => visible <= moment).length / judged.length };
}

async function recordsOf<Contract extends EventContract>(url: string, { topic }: Contract, since: Date): Promise<{ payload: PayloadOf<Contract>; at: number }[]> {
  const rows = await ask<{ value: Buffer; at: Date }>(url, 'SELECT value, appended_at AS at FROM event_log.records WHERE topic = $1 AND appended_at >= $2', [topic, since]);
  return rows.map(({ value, at }) => ({ payload: JSON.parse(unpack(value)) as PayloadOf<Contract>, at: at.getTime() }));
}
