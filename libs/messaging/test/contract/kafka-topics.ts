import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import kafkajs, { type Admin } from 'kafkajs';
import { waitUntil } from '@widecast/testing';
import type { Setting } from '../event-log.contract.ts';
import { notedBy } from '../support/noted.ts';
import { Seen } from '../support/seen.ts';

const type = kafkajs.ConfigResourceTypes.TOPIC;

/** What only a broker can show: that topics have the settings which make it keep and compact records as they ask. */
export function describeKafkaTopics(setting: Setting, brokers: readonly string[]): void {
  describe('topics of Kafka', () => {
    let admin: Admin;

    const settingOf = async (topic: string, name: string): Promise<string | undefined> => {
      const { resources } = await admin.describeConfigs({ includeSynonyms: false, resources: [{ type, name: topic }] });
      return resources[0]?.configEntries.find(({ configName }) => configName === name)?.configValue;
    };

    beforeAll(async () => {
      admin = new kafkajs.Kafka({ brokers: [...brokers], logLevel: kafkajs.logLevel.NOTHING }).admin();
      await admin.connect();
    });

    afterAll(() => admin.disconnect());

    it('follow a time that was changed, and keep what an operator has set beside', async () => {
      const { log, service, topic } = await setting.aWorld({ retention: { kind: 'facts', days: 3 } });
      const before = [await settingOf(topic, 'cleanup.policy'), await settingOf(topic, 'retention.ms')];
      const all = ['cleanup.policy', 'retention.ms', 'max.message.bytes'];
      const entries = await Promise.all(all.map(async (name) => ({ name, value: (await settingOf(topic, name)) ?? '' })));
      await admin.alterConfigs({ validateOnly: false, resources: [{ type, name: topic, configEntries: [...entries, { name: 'segment.ms', value: '600000' }] }] });

      await waitUntil(async () => (await settingOf(topic, 'segment.ms')) === '600000', { what: 'the setting of the operator' });

      await log.ensureTopics([notedBy(service, { kind: 'facts', days: 4 })]);

      expect(before).toEqual(['delete', '259200000']);
      // The broker that is asked hears of a change from the controller a moment later.
      await waitUntil(async () => (await settingOf(topic, 'retention.ms')) === '345600000', { what: 'the new time' });
      expect([await settingOf(topic, 'segment.ms'), await settingOf(topic, 'max.message.bytes')]).toEqual(['600000', '8388608']);
    });

    it('are compacted where they keep state: a new group finds the newest record of a key', async () => {
      const world = await setting.aWorld({ retention: { kind: 'state' } });
      const { topic } = world;
      const eager = { 'cleanup.policy': 'compact', 'max.message.bytes': '8388608', 'segment.ms': '100', 'min.cleanable.dirty.ratio': '0.01', 'max.compaction.lag.ms': '200' };
      await admin.alterConfigs({ validateOnly: false, resources: [{ type, name: topic, configEntries: Object.entries(eager).map(([name, value]) => ({ name, value })) }] });

      let [said, found] = [0, [] as readonly number[]];
      await waitUntil(async () => {
        said += 1;
        await world.append('a', JSON.stringify({ key: 'a', n: said }));
        if (said % 20 > 0) return false;
        const seen = new Seen();
        const member = await setting.join(world, `look-${said}`, seen);
        await waitUntil(async () => seen.of('a').at(-1) === said, { what: 'the newest' });
        await member.stop();
        found = seen.of('a');
        return found.length < said;
      }, { what: 'the log cleaner', timeout: 60_000, interval: 150 });

      expect([found.at(-1), found.length < said]).toEqual([said, true]);
    }, 90_000);
  });
}
