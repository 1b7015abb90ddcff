import { setTimeout as sleep } from 'node:timers/promises';
import type { RoughDatabase } from './rough-database.ts';

const HELD = `
  SELECT c.fence, c.lease_until::text AS until, (SELECT coalesce(sum(upper(r) - lower(r)), 0)::int FROM unnest(c.sending) AS r) AS sending
  FROM dispatch.claims c`;

interface Held {
  readonly fence: string;
  readonly until: string;
  readonly sending: number;
}

/** What kills have left in the middle of sending: it will be in doubt. */
export class Doubts {
  private readonly dead = new Set<string>();
  /** The most that one kill has left. */
  worst = 0;

  constructor(private readonly database: RoughDatabase, private readonly lease: number) {}

  /** To be called right after a sender has ended: who lives renews its lease within a third of it, who is dead does not. */
  async leftBehind(): Promise<number> {
    const before = await this.database.query<Held>(HELD);
    await sleep(this.lease / 2);
    const after = new Map((await this.database.query<Held>(HELD)).map(({ fence, until }) => [fence, until]));
    const left = before.filter(({ fence, until }) => after.get(fence) === until && !this.dead.has(fence));
    for (const { fence } of left) this.dead.add(fence);
    const sum = left.reduce((total, { sending }) => total + sending, 0);
    this.worst = Math.max(this.worst, sum);
    return sum;
  }
}
