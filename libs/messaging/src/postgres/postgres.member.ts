import type { Database } from '@widecast/database';
import type { Member, RecordBatch, Subscription } from '../log/event-log.ts';
import { uuidv7 } from '../log/envelope.ts';
import { commit, findReady, leave, release, renew, type Lease, type Ready } from './assignments.ts';
import { fetchRecords } from './fetch.ts';

export interface PostgresMemberSettings {
  readonly database: Database;
  /** A member that is not heard of for so long loses its partitions, in ms. */
  readonly session: number;
  /** How often to look for records when nobody wakes, in ms. */
  readonly poll: number;
  /** Partitions worked on at a time. */
  readonly concurrency: number;
  readonly onError: (error: unknown) => void;
  readonly onRebalance: () => void;
}

const placeOf = ({ topic, partition }: { topic: string; partition: number }): string => `${topic}/${partition}`;

/** A member of a group on the PostgreSQL log: holds leases on partitions and works through their records. */
export class PostgresMember implements Member {
  private readonly memberId = uuidv7();
  private readonly who: { group: string; memberId: string; topics: readonly string[] };
  private readonly leases = new Map<string, Lease>();
  private readonly working = new Map<string, Promise<void>>();
  /** Places that rest, with the time at which they may go on. */
  private readonly resting = new Map<string, number>();
  private share = Number.POSITIVE_INFINITY;
  private stopping = false;
  private looking: Promise<void> | undefined;
  private lookAgain = false;
  private renewing: Promise<void> | undefined;
  private timers: NodeJS.Timeout[] = [];

  constructor(
    private readonly subscription: Subscription,
    private readonly settings: PostgresMemberSettings,
  ) {
    this.who = { group: subscription.group, memberId: this.memberId, topics: subscription.topics };
  }

  async start(): Promise<void> {
    await this.renew();
    this.settings.onRebalance();
    this.timers = [
      setInterval(() => void this.renew().catch(this.settings.onError), this.settings.session / 3),
      setInterval(() => this.look(), this.settings.poll),
    ];
    this.look();
  }

  get group(): string {
    return this.who.group;
  }

  holds(topic: string, partition: number): boolean {
    return this.leases.has(placeOf({ topic, partition }));
  }

  resume(topic: string, partition: number, offset: bigint): void {
    const lease = this.leases.get(placeOf({ topic, partition }));
    if (!lease) return;
    void commit(this.settings.database, this.who, lease, offset)
      .then(() => {
        this.resting.delete(placeOf(lease));
        this.look();
      })
      .catch(this.settings.onError);
  }

  async stop(): Promise<void> {
    this.stopping = true;
    for (const timer of this.timers) clearInterval(timer);
    // Leases are still extended while the batches in hand are finished.
    const keep = setInterval(() => void this.renew().catch(() => undefined), this.settings.session / 3);
    await this.looking;
    await Promise.all(this.working.values());
    clearInterval(keep);
    try {
      for (const lease of this.leases.values()) await release(this.settings.database, this.who, lease);
      await leave(this.settings.database, this.who);
      this.settings.onRebalance();
    } catch (error) {
      this.settings.onError(error);
    }
  }

  /** Looks for records now; several calls at once are one. */
  look(): void {
    if (this.stopping) return;
    this.lookAgain = true;
    this.looking ??= this.lookWhileAsked().finally(() => {
      this.looking = undefined;
    });
  }

  /** Extends the leases and follows the share; several calls at once are one. */
  renew(): Promise<void> {
    this.renewing ??= this.renewOnce().finally(() => {
      this.renewing = undefined;
    });
    return this.renewing;
  }

  private async renewOnce(): Promise<void> {
    const { leases, share } = await this.settings.database.transaction((tx) => renew(tx, this.who, this.settings.session / 1000));
    this.share = share;
    const now = new Map(leases.map((lease) => [placeOf(lease), lease]));
    for (const place of this.leases.keys()) if (!now.has(place)) this.resting.delete(place);
    this.leases.clear();
    for (const [place, lease] of now) this.leases.set(place, lease);
    await this.giveBack();
  }

  /** Gives partitions beyond the fair share to others, those first that are not worked on. */
  private async giveBack(): Promise<void> {
    for (const [place, lease] of [...this.leases]) {
      if (this.leases.size <= this.share) return;
      if (this.working.has(place)) continue;
      this.leases.delete(place);
      this.resting.delete(place);
      await release(this.settings.database, this.who, lease);
      this.settings.onRebalance();
    }
  }

  private async lookWhileAsked(): Promise<void> {
    while (this.lookAgain && !this.stopping) {
      this.lookAgain = false;
      try {
        for (const ready of await findReady(this.settings.database, this.who)) this.begin(ready);
      } catch (error) {
        this.settings.onError(error);
        return;
      }
    }
  }

  private begin(ready: Ready): void {
    const place = placeOf(ready);
    const lease = this.leases.get(place);
    if (this.stopping || !lease || lease.epoch !== ready.epoch) return;
    if (this.working.has(place) || this.working.size >= this.settings.concurrency) return;
    if ((this.resting.get(place) ?? 0) > Date.now()) return;
    this.resting.delete(place);
    const work = this.workThrough(lease, BigInt(ready.committed), BigInt(ready.nextOffset))
      .catch(this.settings.onError)
      .finally(() => {
        this.working.delete(place);
        this.look();
      });
    this.working.set(place, work);
  }

  private async workThrough(lease: Lease, from: bigint, until: bigint): Promise<void> {
    let next = from;
    while (next < until && !this.stopping && this.leases.get(placeOf(lease))?.epoch === lease.epoch) {
      const records = await fetchRecords(this.settings.database, lease.topic, lease.partition, next);
      // Everything up to the end may have been compacted or dropped.
      const done = records.length === 0 ? until : await this.deliver({ topic: lease.topic, partition: lease.partition, records }, lease);
      if (done === undefined || !(await commit(this.settings.database, this.who, lease, done))) return;
      if (this.resting.has(placeOf(lease))) return;
      next = done;
      if (this.leases.size > this.share) return;
    }
  }

  private async deliver(batch: RecordBatch, lease: Lease): Promise<bigint | undefined> {
    try {
      const { next, rest } = await this.subscription.deliver(batch);
      if (rest !== undefined) this.rest(placeOf(lease), rest);
      return next;
    } catch (error) {
      this.rest(placeOf(lease), 'stopped');
      this.settings.onError(error);
      return undefined;
    }
  }

  private rest(place: string, rest: number | 'stopped'): void {
    this.resting.set(place, rest === 'stopped' ? Number.POSITIVE_INFINITY : Date.now() + rest);
    if (rest !== 'stopped') setTimeout(() => this.look(), rest + 1).unref();
  }
}
