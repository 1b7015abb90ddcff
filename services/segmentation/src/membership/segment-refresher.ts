import { Injectable } from '@nestjs/common';
import { chunkByBucket, segmentMembersChanged } from '@widecast/contracts';
import type { Transaction } from '@widecast/database';
import { Outbox } from '@widecast/messaging';
import { lookUpByKeys } from '../upkeep/plans.ts';
import type { ContactChange } from './contact-change.ts';
import { MembersRepository, type LockedSegment, type MemberMove } from './members.repository.ts';
import { workOf } from './segment-order.ts';
import { SegmentRegistry } from './segment-registry.ts';

/** Keeps the members of segments true when contacts change, in the transaction of the change. */
@Injectable()
export class SegmentRefresher {
  constructor(
    private readonly registry: SegmentRegistry,
    private readonly members: MembersRepository,
    private readonly outbox: Outbox,
  ) {}

  async refresh(tx: Transaction, changes: readonly ContactChange[]): Promise<void> {
    if (changes.every(({ contactIds }) => contactIds.length === 0)) return;
    const work = workOf(await this.registry.nodes(tx), changes);
    if (work.length === 0) return;
    await lookUpByKeys(tx);
    const locked = new Map((await this.members.lock(tx, work.map(({ id }) => id))).map((segment) => [segment.id, segment]));
    for (const { id, contactIds } of work) {
      const segment = locked.get(id);
      if (segment) await this.judge(tx, segment, contactIds);
    }
  }

  /** For who holds the segment: judges the contacts and tells of those who entered and left. */
  private async judge(tx: Transaction, segment: LockedSegment, contactIds: readonly string[]): Promise<void> {
    const moves = await this.members.judge(tx, segment, contactIds);
    if (moves.length === 0) return;
    const revision = await this.members.nextRevision(tx, segment.id);
    const chunks = chunkByBucket(moves, ({ contactId }) => contactId);
    await this.outbox.append(tx, segmentMembersChanged, chunks.map(({ bucket, items }) => ({
      segmentId: segment.id, bucket, revision, entered: idsOf(items, true), left: idsOf(items, false),
    })));
  }
}

const idsOf = (moves: readonly MemberMove[], entered: boolean): string[] =>
  moves.filter((move) => move.entered === entered).map(({ contactId }) => contactId);
