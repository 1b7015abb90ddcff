import { Injectable } from '@nestjs/common';
import type { SegmentMembersChanged } from '@widecast/contracts';
import { Database, type Transaction } from '@widecast/database';
import { LARGEST, slicesOf } from '../persistence/slices.ts';
import { Admission } from './admission.ts';
import { Departure } from './departure.ts';
import { SegmentMembersRepository } from './segment-members.repository.ts';

export type MembersNews = SegmentMembersChanged & { /** When it was told. */ readonly at: string };

interface Change extends Pick<MembersNews, 'segmentId' | 'revision' | 'at'> {
  readonly contactIds: readonly string[];
  readonly member: boolean;
}

/** Who enters a segment begins its funnels; who leaves it leaves those that say so. */
@Injectable()
export class EntryService {
  constructor(
    private readonly database: Database,
    private readonly members: SegmentMembersRepository,
    private readonly admission: Admission,
    private readonly departure: Departure,
  ) {}

  /** In their order; small ones share a transaction. */
  async follow(news: readonly MembersNews[]): Promise<void> {
    for (const changes of groupsOf(news.flatMap(changesOf))) {
      await this.database.transaction(async (tx) => {
        for (const change of changes) await (change.member ? this.enter(tx, change) : this.leave(tx, change));
      });
    }
  }

  private async enter(tx: Transaction, { at: enteredAt, ...change }: Change): Promise<void> {
    const contactIds = await this.members.note(tx, change);
    if (contactIds.length === 0) return;
    for (const { funnelId, version } of await triggeredBy(tx, change.segmentId)) {
      await this.admission.admit(tx, { funnelId, version, contactIds, enteredAt });
    }
  }

  private async leave(tx: Transaction, change: Change): Promise<void> {
    const contactIds = await this.members.note(tx, change);
    if (contactIds.length === 0) return;
    await this.departure.ofSegment(tx, change.segmentId, contactIds);
  }
}

const changesOf = ({ entered, left, ...news }: MembersNews): Change[] => [
  ...[...slicesOf(entered)].map((contactIds) => ({ ...news, contactIds, member: true })),
  ...[...slicesOf(left)].map((contactIds) => ({ ...news, contactIds, member: false })),
];

function groupsOf(changes: readonly Change[]): Change[][] {
  const groups: Change[][] = [];
  let contacts = Infinity;
  for (const change of changes) {
    contacts += change.contactIds.length;
    if (contacts > LARGEST) {
      groups.push([]);
      contacts = change.contactIds.length;
    }
    groups.at(-1)?.push(change);
  }
  return groups;
}

/** Active funnels that begin at the segment; they cannot be stopped or changed before the transaction ends. */
function triggeredBy(tx: Transaction, segmentId: string): Promise<{ funnelId: string; version: number }[]> {
  return tx.query<{ funnelId: string; version: number }>(
    `SELECT f.id AS "funnelId", f.version FROM funnels f JOIN funnel_versions v ON v.funnel_id = f.id AND v.version = f.version
     WHERE f.state = 'active' AND v.definition -> 'trigger' ->> 'entered' = $1
     ORDER BY f.id FOR SHARE OF f`,
    [segmentId],
  );
}
