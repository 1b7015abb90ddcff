import { describe, expect, it } from '@jest/globals';
import type { LogRecord, RecordBatch } from '../log/event-log.ts';
import type { Undeliverable } from './dead-letters.ts';
import type { Resolution, StoppedPartition } from './stopped-partitions.ts';
import { Stops } from './stops.ts';

const TOPIC = 'tester.noted.v1';
const record = (offset: bigint): LogRecord => ({ topic: TOPIC, key: 'a', value: '{}', offset, headers: { id: 'id' } });
const batch: RecordBatch = { topic: TOPIC, partition: 0, records: [record(5n)] };

/** Stops of a group that stands at offset 5 of one partition, of which the log has ten records. */
function aGroup({ committed = 5n, resumes = [true] }: { committed?: bigint; resumes?: boolean[] } = {}) {
  const rows = new Map<string, StoppedPartition>();
  const [buried, resumed]: [Undeliverable[], bigint[]] = [[], []];
  const state = { committed, end: 10n };
  const keep = (offset: bigint, resolution: Resolution | null): void =>
    void rows.set(TOPIC, { topic: TOPIC, partition: 0, offset: String(offset), error: 'TypeError: x', stoppedAt: '', resolution });
  const stops = new Stops({
    group: 'tester',
    topics: () => [TOPIC],
    log: { lagOf: () => Promise.resolve([{ topic: TOPIC, partition: 0, committed: state.committed, lag: state.end - state.committed }]) },
    kept: {
      add: (_topic, _partition, offset) => Promise.resolve(keep(offset, null)),
      list: () => Promise.resolve([...rows.values()]),
      resolve: (_topic, _partition, resolution) => Promise.resolve(keep(5n, resolution)).then(() => true),
      remove: () => Promise.resolve(rows.clear()),
    },
    deadLetters: { add: (letter) => Promise.resolve(buried.push(letter) > 0) },
    member: () => ({
      holds: () => true,
      resume: (_topic, _partition, offset) => Promise.resolve(resumed.push(offset)).then(() => resumes.shift() ?? true),
      stop: () => Promise.resolve(),
    }),
  });
  return { stops, rows, buried, resumed, state };
}

describe('the stops of a group', () => {
  it('are resumed or skipped as decided, then forgotten', async () => {
    const { stops, rows, buried, resumed } = aGroup();
    await stops.add(batch, record(5n), new TypeError('x'));

    const decided = await stops.decide(TOPIC, 0, 'skip');
    const stands = [await stops.look(), await stops.look()];

    expect([decided, resumed, stands, rows.size]).toEqual(['noted', [6n], [true, false], 0]);
    expect(buried).toMatchObject([{ reason: 'skipped', record: { offset: 5n } }]);
  });

  it('stay decided until what was decided could be committed', async () => {
    const { stops, rows, resumed } = aGroup({ resumes: [false, true] });
    await stops.add(batch, record(5n), new TypeError('x'));
    await stops.decide(TOPIC, 0, 'resume');

    await stops.look();
    const kept = rows.get(TOPIC)?.resolution;
    await stops.look();

    expect([kept, resumed, rows.size]).toEqual(['resume', [5n, 5n], 0]);
  });

  it('are forgotten when the group has gone on by itself, whichever process did the work', async () => {
    const { stops, rows, buried, state } = aGroup();
    await stops.add(batch, record(5n), new TypeError('x'));
    state.committed = 6n;

    expect([await stops.decide(TOPIC, 0, 'skip'), rows.size, buried, await stops.decide(TOPIC, 0, 'skip')]).toEqual(['passed', 0, [], 'unknown']);
  });

  it('are forgotten when the log has no such record, as after a move to another one', async () => {
    const { stops, rows, state } = aGroup({ committed: 0n });
    await stops.add(batch, record(5n), new TypeError('x'));
    state.end = 3n;

    expect([await stops.look(), rows.size]).toEqual([false, 0]);
  });

  it('are not acted on while the record is being handled again', async () => {
    const { stops, resumed } = aGroup();
    await stops.add(batch, record(5n), new TypeError('x'));
    await stops.decide(TOPIC, 0, 'skip');

    await stops.begin(batch);
    await stops.look();

    expect(resumed).toEqual([]);
  });
});
