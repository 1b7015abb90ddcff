import { Injectable } from '@nestjs/common';
import { chunkByBucket, segmentMembersChanged } from '@widecast/contracts';
import type { Transaction } from '@widecast/database';
import { Outbox } from '@widecast/messaging';
import { followKeysOnly } from '../upkeep/plans.ts';
import { type ContactChange, everything } from './contact-change.ts';
import { groupBy } from './group-by.ts';
import { type LockedSegment, type Manner, MembersRepository, type MemberMoves } from './members.repository.ts';
import { workOf } from './segment-order.ts';
import { SegmentRegistry } from './segment-registry.ts';

/** Rules in one statement: together about as long as PostgreSQL plans in some ten ms. */
const LONGEST_RULES = 100_000;

/** Judges contacts by the rules that a change touches, moves them in and out, and tells of it. */
@Injectable()
export class SegmentJudge {
  constructor(
    private readonly registry: SegmentRegistry,
    private readonly members: MembersRepository,
    private readonly outbox: Outbox,
  ) {}

  async judge(tx: Transaction, changes: readonly ContactChange[]): Promise<void> {
    await this.move(tx, changes, 'alone');
  }

  /** Contacts whom nobody else judges as new ones. */
  async judgeNew(tx: Transaction, contactIds: readonly string[]): Promise<void> {
    await this.move(tx, [{ contactIds, touches: everything }], 'beside others');
  }

  private async move(tx: Transaction, changes: readonly ContactChange[], manner: Manner): Promise<void> {
    const work = workOf(await this.registry.nodes(tx), changes);
    if (work.length === 0) return;
    await followKeysOnly(tx);
    const locked = await this.members.lock(tx, work.flatMap(({ segmentIds }) => segmentIds), manner);
    const byId = new Map(locked.map((segment) => [segment.id, segment]));
    const moves: MemberMoves[] = [];
    for (const { segmentIds, contactIds } of work) {
      const segments = segmentIds.map((id) => byId.get(id)).filter((segment) => segment !== undefined);
      for (const some of groupsOf(segments)) moves.push(...(await this.members.judge(tx, some, contactIds)));
    }
    await this.tell(tx, moves);
  }

  private async tell(tx: Transaction, moves: readonly MemberMoves[]): Promise<void> {
    const bySegment = groupBy(moves, ({ segmentId }) => segmentId);
    const revisions = await this.members.countMoves(tx, bySegment);
    await this.outbox.append(tx, segmentMembersChanged, [...bySegment].flatMap(([segmentId, ofSegment]) =>
      chunkByBucket(ofSegment.flatMap(onesOf), ({ contactId }) => contactId).map(({ bucket, items }) => ({
        segmentId, bucket, revision: revisions.get(segmentId) ?? 0, entered: idsOf(items, true), left: idsOf(items, false),
      }))));
  }
}

interface Move {
  readonly contactId: string;
  readonly entered: boolean;
}

const onesOf = ({ contactIds, entered }: MemberMoves): Move[] => contactIds.map((contactId) => ({ contactId, entered }));

const idsOf = (moves: readonly Move[], entered: boolean): string[] =>
  moves.filter((move) => move.entered === entered).map(({ contactId }) => contactId);

function groupsOf(segments: readonly LockedSegment[]): LockedSegment[][] {
  const groups: LockedSegment[][] = [];
  let length = Infinity;
  for (const segment of segments) {
    const own = JSON.stringify(segment.rule).length;
    if (length + own > LONGEST_RULES) {
      groups.push([]);
      length = 0;
    }
    groups.at(-1)?.push(segment);
    length += own;
  }
  return groups;
}
