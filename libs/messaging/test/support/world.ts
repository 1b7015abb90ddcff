import { deadLettersOf, type Retention } from '@widecast/contracts';
import { createDataSource, Database, migrate } from '@widecast/database';
import {
  CreateMessaging1764000000000, GroupConsumer, Outbox, type DeliveryObserver, type EventHandler, type EventLog, type ReceivedEvent, type Relay, type RetryPolicy,
} from '../../src/index.ts';
import { openLog, type LogAddress } from './address.ts';
import { aServiceName, notedBy, type Note, type Noted } from './noted.ts';

export interface WorldSettings {
  readonly address: LogAddress;
  readonly databaseUrl: string;
  /** One that exists already; a new one when absent. */
  readonly service?: string;
  readonly retention?: Retention;
}

export interface ConsumerSettings extends Partial<Pick<EventHandler, 'batch' | 'lanes'>> {
  readonly handle: (events: readonly ReceivedEvent<Noted>[]) => Promise<void> | void;
  readonly retry?: RetryPolicy;
  readonly observer?: DeliveryObserver;
}

export const QUICK_RETRY: RetryPolicy = { attempts: 3, firstPause: 50, longestPause: 500 };

/** One service with its schema, outbox and relay on a log. */
export class World {
  readonly errors: unknown[] = [];
  readonly noted: Noted;
  readonly outbox: Outbox;
  private readonly closing: (() => Promise<void>)[] = [];
  private relay: Relay | undefined;

  private constructor(
    readonly service: string,
    readonly log: EventLog,
    readonly database: Database,
    retention: Retention | undefined,
  ) {
    this.noted = notedBy(service, retention);
    this.outbox = new Outbox(service);
  }

  static async open({ address, databaseUrl, service = aServiceName(), retention }: WorldSettings): Promise<World> {
    const errors: unknown[] = [];
    const log = await openLog(address, (error) => errors.push(error));
    const dataSource = createDataSource({ url: databaseUrl, schema: service, entities: [], migrations: [CreateMessaging1764000000000], poolSize: 6 });
    await dataSource.initialize();
    await migrate(dataSource);
    const world = new World(service, log, new Database(dataSource), retention);
    world.onClose(() => dataSource.destroy());
    world.onClose(() => log.close());
    await log.ensureTopics([world.noted, deadLettersOf(service)]);
    return world;
  }

  get topic(): string {
    return this.noted.topic;
  }

  startRelay(): Relay {
    const relay = this.log.relay(this.database, { onError: (error) => this.errors.push(error) });
    this.outbox.onCommitted(() => relay.wake());
    this.onClose(() => relay.stop());
    this.relay = relay;
    return relay;
  }

  /** Publishes through the outbox, in one transaction. */
  async say(...said: readonly Note[]): Promise<void> {
    if (!this.relay) this.startRelay();
    await this.database.transaction((tx) => this.outbox.append(tx, this.noted, said));
  }

  /** Appends values as they are, without an outbox or a check. */
  append(key: string, ...values: readonly string[]): Promise<void> {
    return this.log.append(values.map((value) => ({ topic: this.topic, key, value, headers: { id: crypto.randomUUID(), time: new Date().toISOString() } })));
  }

  async aConsumer({ handle, batch = 500, lanes = 1, retry = QUICK_RETRY, observer }: ConsumerSettings): Promise<GroupConsumer> {
    const { log, database, outbox, service } = this;
    const consumer = new GroupConsumer({ log, database, outbox, service, retry, ...(observer ? { observer } : {}) });
    consumer.handle({ contract: this.noted, batch, lanes, handle: async (events) => handle(events) });
    await consumer.start();
    this.onClose(() => consumer.stop());
    return consumer;
  }

  async lag(group = this.service): Promise<number> {
    const lags = await this.log.lagOf(group, [this.topic]);
    return lags.reduce((sum, { lag }) => sum + Number(lag), 0);
  }

  onClose(close: () => Promise<void>): void {
    this.closing.push(close);
  }

  async close(): Promise<void> {
    for (const close of this.closing.reverse()) await close();
  }
}
