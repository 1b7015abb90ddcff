import type { Database } from '@widecast/database';
import type { Member, RecordBatch, Subscription } from '../log/event-log.ts';
import { uuidv7 } from '../log/envelope.ts';
import { commit, findReady, type Lease, type Ready, type Who } from './assignments.ts';
import { fetchRecords } from './fetch.ts';
import { Leases, placeOf } from './leases.ts';
import { Resting } from './resting.ts';

export interface PostgresMemberSettings {
  readonly database: Database;
  /** A member that is not heard of for so long loses its partitions, in ms. */
  readonly session: number;
  /** Partitions worked on at a time. */
  readonly concurrency: number;
  readonly onError: (error: unknown) => void;
  readonly onRebalance: () => void;
}

/** A member of a group on the PostgreSQL log: holds leases on partitions and works through their records. */
export class PostgresMember implements Member {
  private readonly who: Who;
  private readonly leases: Leases;
  private readonly working = new Map<string, Promise<void>>();
  private readonly resting = new Resting(() => this.look());
  private stopping = false;
  private looking: Promise<void> | undefined;
  private lookAgain = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly subscription: Subscription,
    private readonly settings: PostgresMemberSettings,
  ) {
    const { database, session, onRebalance } = settings;
    const onLost = (place: string): void => this.resting.end(place);
    this.who = { group: subscription.group, memberId: uuidv7(), topics: subscription.topics };
    this.leases = new Leases(this.who, { database, session, onRebalance, onLost, isBusy: (place) => this.working.has(place) });
  }

  async start(): Promise<void> {
    await this.leases.renew();
    this.settings.onRebalance();
    this.timer = setInterval(() => void this.renew(), this.settings.session / 3);
    this.look();
  }

  get group(): string {
    return this.who.group;
  }

  holds(topic: string, partition: number): boolean {
    return this.leases.get(placeOf({ topic, partition })) !== undefined;
  }

  async resume(topic: string, partition: number, offset: bigint): Promise<boolean> {
    const lease = this.leases.get(placeOf({ topic, partition }));
    if (!lease || !(await this.commitQuietly(lease, offset))) return false;
    this.resting.end(placeOf(lease));
    this.look();
    return true;
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.leases.retire();
    // The timer goes on while the batches in hand are finished, so that nobody else begins them.
    await this.looking;
    await Promise.all(this.working.values());
    clearInterval(this.timer);
    await this.leases.releaseAll().catch(this.settings.onError);
  }

  /** Extends the leases, follows the share and looks for records: also for those that no notice has come of. */
  async renew(): Promise<void> {
    await this.leases.renew().catch(this.settings.onError);
    this.look();
  }

  /** Looks for records now; several calls at once are one. */
  look(): void {
    if (this.stopping) return;
    this.lookAgain = true;
    this.looking ??= this.lookWhileAsked().finally(() => {
      this.looking = undefined;
    });
  }

  private async lookWhileAsked(): Promise<void> {
    while (this.lookAgain && !this.stopping) {
      this.lookAgain = false;
      // What is worked on now may be done before the answer comes, which would then be too old to begin from.
      const busy = new Set(this.working.keys());
      try {
        for (const ready of await findReady(this.settings.database, this.who)) if (!busy.has(placeOf(ready))) this.begin(ready);
      } catch (error) {
        this.settings.onError(error);
        return;
      }
    }
  }

  private begin(ready: Ready): void {
    const place = placeOf(ready);
    if (this.stopping || !this.leases.isHeld(ready)) return;
    if (this.working.has(place) || this.working.size >= this.settings.concurrency) return;
    if (this.resting.lasts(place)) return;
    this.resting.end(place);
    this.working.set(place, this.work(ready));
  }

  private async work(ready: Ready): Promise<void> {
    await this.workThrough(ready, BigInt(ready.committed), BigInt(ready.nextOffset)).catch(this.settings.onError);
    this.working.delete(placeOf(ready));
    await this.leases.giveBack().catch(this.settings.onError);
    this.look();
  }

  private async workThrough(lease: Lease, from: bigint, until: bigint): Promise<void> {
    let next = from;
    while (next < until && !this.stopping && this.leases.isHeld(lease)) {
      const records = await fetchRecords(this.settings.database, lease.topic, lease.partition, next);
      // Everything up to the end may have been compacted or dropped.
      const done = records.length === 0 ? until : await this.deliver({ topic: lease.topic, partition: lease.partition, records });
      if (done === undefined || !(await commit(this.settings.database, this.who, lease, done))) return;
      if (this.resting.has(placeOf(lease)) || this.leases.areTooMany) return;
      next = done;
    }
  }

  private async deliver(batch: RecordBatch): Promise<bigint | undefined> {
    try {
      const { next, rest } = await this.subscription.deliver(batch);
      if (rest !== undefined) this.resting.begin(placeOf(batch), rest);
      return next;
    } catch (error) {
      this.resting.begin(placeOf(batch), 'stopped');
      this.settings.onError(error);
      return undefined;
    }
  }

  private commitQuietly(lease: Lease, next: bigint): Promise<boolean> {
    return commit(this.settings.database, this.who, lease, next).catch((error: unknown) => {
      this.settings.onError(error);
      return false;
    });
  }
}
