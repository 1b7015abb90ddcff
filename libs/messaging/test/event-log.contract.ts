import { afterAll, afterEach, describe } from '@jest/globals';
import type { Member, Progress, RecordBatch } from '../src/index.ts';
import { describeBurst } from './contract/burst.contract.ts';
import { describeCrashes } from './contract/crash.contract.ts';
import { describeDeadLetters } from './contract/dead-letter.contract.ts';
import { describeFailures } from './contract/failure.contract.ts';
import { describeGroups } from './contract/groups.contract.ts';
import { describeOrder } from './contract/order.contract.ts';
import { describeOutage } from './contract/outage.contract.ts';
import { describeRelays } from './contract/relay.contract.ts';
import { describeStops } from './contract/stop.contract.ts';
import { describeTopics } from './contract/topic.contract.ts';
import type { LogAddress } from './support/address.ts';
import { Child } from './support/child.ts';
import type { Note } from './support/noted.ts';
import type { Seen } from './support/seen.ts';
import { World, type WorldSettings } from './support/world.ts';

/** A log, and a database for the services on it. */
export interface LogUnderTest {
  readonly address: LogAddress;
  readonly databaseUrl: string;
  /** What can be taken away. */
  readonly outages: readonly Outage[];
  /** What this log must do beside. */
  readonly more?: (setting: Setting) => void;
  close(): Promise<void>;
}

export interface Outage {
  readonly what: string;
  readonly seconds: number;
  readonly address: LogAddress;
  readonly databaseUrl: string;
  takeAway(): Promise<void>;
  bringBack(): Promise<void>;
}

/** What the parts of the contract work with. */
export class Setting {
  private readonly worlds: World[] = [];

  constructor(readonly log: LogUnderTest) {}

  async aWorld(settings: Partial<WorldSettings> = {}): Promise<World> {
    const world = await World.open({ address: this.log.address, databaseUrl: this.log.databaseUrl, ...settings });
    this.worlds.push(world);
    return world;
  }

  /** Joins a group of the given name that notes what it gets. */
  async join(world: World, group: string, seen: Seen): Promise<Member> {
    const deliver = ({ records }: RecordBatch): Promise<Progress> => {
      for (const { key, value } of records) seen.note(key, (JSON.parse(value ?? '{}') as Note).n);
      return Promise.resolve({ next: (records.at(-1)?.offset ?? 0n) + 1n });
    };
    return world.log.join({ group: `${world.service}-${group}`, topics: [world.topic], deliver });
  }

  async closeWorlds(): Promise<void> {
    await Promise.all(this.worlds.splice(0).map((world) => world.close()));
  }
}

/** What every event log must do. */
export function describeEventLog(name: string, log: LogUnderTest): void {
  describe(name, () => {
    const setting = new Setting(log);

    afterEach(() => Child.killAll());

    afterEach(() => setting.closeWorlds());

    afterAll(() => log.close());

    describeOrder(setting);
    describeGroups(setting);
    describeFailures(setting);
    describeDeadLetters(setting);
    describeStops(setting);
    describeTopics(setting);
    describeCrashes(setting);
    describeRelays(setting);
    describeBurst(setting);
    log.more?.(setting);
    for (const outage of log.outages) describeOutage(setting, outage);
  });
}
