import { Injectable } from '@nestjs/common';
import { chunkByBucket, segmentMembersChanged } from '@widecast/contracts';
import type { Transaction } from '@widecast/database';
import { Outbox } from '@widecast/messaging';
import type { ContactChange } from './contact-change.ts';
import { workOf } from './segment-order.ts';
import { SegmentsRepository, type LockedSegment, type MemberMove } from './segments.repository.ts';

/** Keeps the members of segments true when contacts change, in the transaction of the change. */
@Injectable()
export class SegmentRefresher {
  constructor(
    private readonly segments: SegmentsRepository,
    private readonly outbox: Outbox,
  ) {}

  async refresh(tx: Transaction, changes: readonly ContactChange[]): Promise<void> {
    if (changes.every(({ contactIds }) => contactIds.length === 0)) return;
    const work = workOf(await this.segments.nodes(tx), changes);
    if (work.length === 0) return;
    const locked = new Map((await this.segments.lock(tx, work.map(({ id }) => id))).map((segment) => [segment.id, segment]));
    for (const { id, contactIds } of work) {
      const segment = locked.get(id);
      if (segment) await this.judge(tx, segment, contactIds);
    }
  }

  /** For who holds the segment: judges the contacts and tells of those who entered and left; gives them. */
  async judge(tx: Transaction, segment: LockedSegment, contactIds: readonly string[]): Promise<string[]> {
    const moves = await this.segments.judge(tx, segment, contactIds);
    if (moves.length === 0) return [];
    const revision = await this.segments.nextRevision(tx, segment.id);
    const chunks = chunkByBucket(moves, ({ contactId }) => contactId);
    await this.outbox.append(tx, segmentMembersChanged, chunks.map(({ bucket, items }) => ({
      segmentId: segment.id, bucket, revision, entered: idsOf(items, true), left: idsOf(items, false),
    })));
    return moves.map(({ contactId }) => contactId);
  }
}

const idsOf = (moves: readonly MemberMove[], entered: boolean): string[] =>
  moves.filter((move) => move.entered === entered).map(({ contactId }) => contactId);
