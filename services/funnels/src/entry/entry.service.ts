import { Injectable } from '@nestjs/common';
import type { SegmentMembersChanged, SegmentMembersListed } from '@widecast/contracts';
import { Database, type Transaction } from '@widecast/database';
import { LARGEST, slicesOf } from '../persistence/slices.ts';
import { Admission } from './admission.ts';
import { Departure } from './departure.ts';
import { SegmentMembersRepository, type MembershipNews } from './segment-members.repository.ts';

export type MembersNews = SegmentMembersChanged & { /** When it was told. */ readonly at: string };

interface Change extends MembershipNews {
  readonly at: string;
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
    for (const changes of groupsOf(news.flatMap(changesOf))) await this.database.transaction((tx) => this.apply(tx, changes));
  }

  /** Who was in a segment before funnels named it is noted as a member, and enters nothing by that. */
  async noteMembers(listed: SegmentMembersListed): Promise<void> {
    await this.database.transaction((tx) => this.members.noteListed(tx, listed));
  }

  private async apply(tx: Transaction, changes: readonly Change[]): Promise<void> {
    const noted = await this.members.note(tx, await this.members.heed(tx, changes));
    const triggered = await triggeredBy(tx, noted.flatMap(({ segmentId, member }) => (member ? [segmentId] : [])));
    const toldAt = new Map(changes.map((change) => [keyOf(change), change.at]));
    for (const [key, enteredAt] of toldAt) {
      for (const { segmentId, contactIds, member } of noted.filter((one) => keyOf(one) === key)) {
        if (!member) await this.departure.ofSegment(tx, segmentId, contactIds);
        else for (const funnel of triggered.get(segmentId) ?? []) await this.admission.admit(tx, { ...funnel, contactIds, enteredAt });
      }
    }
  }
}

const keyOf = ({ segmentId, revision }: Pick<MembershipNews, 'segmentId' | 'revision'>): string => `${segmentId} ${revision}`;

const changesOf = ({ entered, left, ...news }: MembersNews): Change[] => [
  ...[...slicesOf(entered)].map((contactIds) => ({ ...news, contactIds, member: true })),
  ...[...slicesOf(left)].map((contactIds) => ({ ...news, contactIds, member: false })),
];

/** In one group nobody is twice for one segment: what becomes of him follows from each change. */
function groupsOf(changes: readonly Change[]): Change[][] {
  const groups: Change[][] = [];
  let seen = new Map<string, Set<string>>();
  let size = 0;
  for (const change of changes) {
    const { segmentId, contactIds } = change;
    const ofSegment = seen.get(segmentId);
    if (groups.length === 0 || size + contactIds.length > LARGEST || (ofSegment && contactIds.some((id) => ofSegment.has(id)))) {
      groups.push([]);
      seen = new Map();
      size = 0;
    }
    groups.at(-1)?.push(change);
    size += contactIds.length;
    const known = seen.get(segmentId) ?? new Set();
    contactIds.forEach((id) => known.add(id));
    seen.set(segmentId, known);
  }
  return groups;
}

interface Triggered {
  readonly funnelId: string;
  readonly version: number;
}

/** Active funnels that begin at the segments; they cannot be stopped or changed before the transaction ends. */
async function triggeredBy(tx: Transaction, segmentIds: readonly string[]): Promise<Map<string, Triggered[]>> {
  if (segmentIds.length === 0) return new Map();
  const rows = await tx.query<Triggered & { segmentId: string }>(
    `SELECT f.id AS "funnelId", f.version, v.definition -> 'trigger' ->> 'entered' AS "segmentId"
     FROM funnels f JOIN funnel_versions v ON v.funnel_id = f.id AND v.version = f.version
     WHERE f.state = 'active' AND v.definition -> 'trigger' ->> 'entered' = ANY ($1::text[])
     ORDER BY f.id FOR SHARE OF f`,
    [[...new Set(segmentIds)]],
  );
  const funnels = new Map<string, Triggered[]>();
  for (const { segmentId, ...funnel } of rows) funnels.set(segmentId, [...(funnels.get(segmentId) ?? []), funnel]);
  return funnels;
}
