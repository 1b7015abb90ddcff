import { Injectable } from '@nestjs/common';
import type { Queryable, Transaction } from '@widecast/database';
import type { SegmentNode } from './segment-order.ts';

export interface RegisteredSegment extends SegmentNode {
  /** Nobody is in it any more as far as others can see; it goes once its members have left. */
  readonly removed: boolean;
  /** Some contacts are not judged by its rule yet. */
  readonly unfinished: boolean;
}

const REGISTRY = 'widecast segments';
const NODES = `SELECT id, dependencies, removed_at IS NOT NULL AS removed, evaluation IS NOT NULL AS unfinished FROM segments ORDER BY created_at, id`;

/** The list of segments, and what each of them looks at. */
@Injectable()
export class SegmentRegistry {
  /** Holds the list still until the transaction ends: nobody adds, changes or removes a segment, or lets events go, meanwhile. */
  async hold(tx: Transaction): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock_shared(hashtext($1))`, [REGISTRY]);
  }

  /** Holds the list as {@link hold} does. */
  async nodes(tx: Transaction): Promise<RegisteredSegment[]> {
    await this.hold(tx);
    return tx.query<RegisteredSegment>(NODES);
  }

  /** Waits for all who read the list, and lets nobody read it before the end: so nobody's change misses a new rule. */
  async nodesToChange(tx: Transaction): Promise<RegisteredSegment[]> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtext($1))`, [REGISTRY]);
    return (await tx.query<RegisteredSegment>(NODES)).filter(({ removed }) => !removed);
  }

  /** Without holding it. */
  async known(db: Queryable): Promise<RegisteredSegment[]> {
    return (await db.query<RegisteredSegment>(NODES)).filter(({ removed }) => !removed);
  }
}
