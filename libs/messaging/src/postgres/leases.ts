import type { Database } from '@widecast/database';
import { extend, keepAlive, leave, release, renew, type Lease, type Who } from './assignments.ts';

export interface LeasesParts {
  readonly database: Database;
  /** A member that is not heard of for so long loses its partitions, in ms. */
  readonly session: number;
  readonly isBusy: (place: string) => boolean;
  readonly onLost: (place: string) => void;
  /** Tells the other members of the group that there is something to share anew. */
  readonly onRebalance: () => void;
}

export const placeOf = ({ topic, partition }: { topic: string; partition: number }): string => `${topic}/${partition}`;

/** The partitions that a member holds: extended in time, taken and given back as the size of the group asks. */
export class Leases {
  private readonly held = new Map<string, Lease>();
  private share = Number.POSITIVE_INFINITY;
  private isRetiring = false;
  private renewing: Promise<void> | undefined;

  constructor(
    private readonly who: Who,
    private readonly parts: LeasesParts,
  ) {}

  get(place: string): Lease | undefined {
    return this.held.get(place);
  }

  isHeld(lease: Lease): boolean {
    return this.held.get(placeOf(lease))?.epoch === lease.epoch;
  }

  get areTooMany(): boolean {
    return this.held.size > this.share;
  }

  /** Extends the leases and follows the share; several calls at once are one. */
  renew(): Promise<void> {
    this.renewing ??= this.renewOnce().finally(() => {
      this.renewing = undefined;
    });
    return this.renewing;
  }

  /** Gives partitions beyond the fair share to others, as far as they are not worked on. */
  async giveBack(): Promise<void> {
    for (const [place, lease] of this.held) {
      if (!this.areTooMany || this.isRetiring) return;
      if (this.parts.isBusy(place)) continue;
      this.forget(place);
      await release(this.parts.database, this.who, lease);
      this.parts.onRebalance();
    }
  }

  /** From now on what is held is kept until it is released, and nothing else taken. */
  retire(): void {
    this.isRetiring = true;
  }

  async releaseAll(): Promise<void> {
    await this.renewing?.catch(() => undefined);
    for (const lease of this.held.values()) await release(this.parts.database, this.who, lease);
    this.held.clear();
    await leave(this.parts.database, this.who);
    this.parts.onRebalance();
  }

  private async renewOnce(): Promise<void> {
    const { database, session } = this.parts;
    if (this.isRetiring) return this.keep(await extend(database, this.who, session / 1000));
    const seconds = session / 1000;
    const { leases, share } = (await keepAlive(database, this.who, seconds)) ?? (await database.transaction((tx) => renew(tx, this.who, seconds)));
    this.share = share;
    this.keep(leases);
    await this.giveBack();
  }

  private keep(leases: readonly Lease[]): void {
    const now = new Map(leases.map((lease) => [placeOf(lease), lease]));
    for (const place of this.held.keys()) if (!now.has(place)) this.forget(place);
    for (const [place, lease] of now) this.held.set(place, lease);
  }

  private forget(place: string): void {
    this.held.delete(place);
    this.parts.onLost(place);
  }
}
