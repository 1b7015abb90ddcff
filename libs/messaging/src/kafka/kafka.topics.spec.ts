import { describe, expect, it } from '@jest/globals';
import { configEntriesOf } from './kafka.topics.ts';

const settingsOf = (...args: Parameters<typeof configEntriesOf>): Record<string, string> =>
  Object.fromEntries(configEntriesOf(...args).map(({ name, value }) => [name, value]));

describe('the settings of a Kafka topic', () => {
  it('keep facts for their days and compact state', () => {
    expect(settingsOf({ topic: 'a.b.v1', retention: { kind: 'facts', days: 3 } }, 1)).toMatchObject({ 'cleanup.policy': 'delete', 'retention.ms': '259200000' });
    expect(settingsOf({ topic: 'a.b.v1', retention: { kind: 'state' } }, 1)).toEqual({ 'cleanup.policy': 'compact', 'max.message.bytes': '8388608' });
  });

  it('demand two copies of a record where there are three replicas', () => {
    const inSync = [1, 2, 3].map((replicas) => settingsOf({ topic: 'a.b.v1', retention: { kind: 'state' } }, replicas)['min.insync.replicas']);

    expect(inSync).toEqual([undefined, undefined, '2']);
  });
});
