import { Injectable } from '@nestjs/common';
import type { SegmentMembersChanged } from '@widecast/contracts';
import { Database, type Transaction } from '@widecast/database';
import { slicesOf } from '../persistence/slices.ts';
import { Admission } from './admission.ts';
import { Departure } from './departure.ts';
import { SegmentMembersRepository } from './segment-members.repository.ts';

type Change = Pick<SegmentMembersChanged, 'segmentId' | 'revision'> & { readonly contactIds: readonly string[] };

/** Who enters a segment begins its funnels; who leaves it leaves those that say so. */
@Injectable()
export class EntryService {
  constructor(
    private readonly database: Database,
    private readonly members: SegmentMembersRepository,
    private readonly admission: Admission,
    private readonly departure: Departure,
  ) {}

  async follow({ segmentId, revision, entered, left }: SegmentMembersChanged, at: string): Promise<void> {
    for (const contactIds of slicesOf(entered)) await this.database.transaction((tx) => this.enter(tx, { segmentId, revision, contactIds }, at));
    for (const contactIds of slicesOf(left)) await this.database.transaction((tx) => this.leave(tx, { segmentId, revision, contactIds }));
  }

  private async enter(tx: Transaction, change: Change, enteredAt: string): Promise<void> {
    const contactIds = await this.members.note(tx, { ...change, member: true });
    if (contactIds.length === 0) return;
    for (const { funnelId, version } of await triggeredBy(tx, change.segmentId)) {
      await this.admission.admit(tx, { funnelId, version, contactIds, enteredAt });
    }
  }

  private async leave(tx: Transaction, change: Change): Promise<void> {
    const contactIds = await this.members.note(tx, { ...change, member: false });
    if (contactIds.length === 0) return;
    await this.departure.ofSegment(tx, change.segmentId, contactIds);
  }
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
