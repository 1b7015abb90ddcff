import { Injectable } from '@nestjs/common';
import type { LeftOutReason } from '@widecast/contracts';
import type { Queryable, Transaction } from '@widecast/database';
import { NOBODY_LEFT_OUT } from './left-out.ts';

export interface Counts {
  /** Members that were judged: size and everybody left out. */
  readonly selected: number;
  readonly leftOut: Partial<Record<LeftOutReason, number>>;
  readonly size: number;
}

/** How far the freeze of an audience has come. */
export interface Standing extends Counts {
  readonly chunks: number;
  /** Members with ids up to this one are judged. */
  readonly judgedTo: string;
  /** When the snapshots were taken: one, and another for each time that the freeze was cut off. */
  readonly snapshots: readonly Date[];
}

/** What a campaign asks for. */
export interface Asked {
  readonly campaignId: string;
  readonly segmentId: string;
  readonly fields: readonly string[];
}

export interface Audience extends Asked, Standing {
  readonly leftOut: Record<LeftOutReason, number>;
  /** Chunks that are published. */
  readonly published: number;
  /** Null while members are left to judge. */
  readonly frozenAt: Date | null;
}

/** Members of one stretch of ids, judged. */
export interface Part extends Counts {
  readonly to: string;
  /** Whether nobody comes behind it. */
  readonly isLast: boolean;
  /** Arrays of contact ids as PostgreSQL spells them, each of one bucket. */
  readonly chunks: readonly string[];
}

/** Before all ids. */
export const NOBODY = '00000000-0000-0000-0000-000000000000';
/** No array of ids has it. */
const SEPARATOR = '|';

const SELECT = `
  SELECT campaign_id AS "campaignId", segment_id AS "segmentId", fields, selected, left_out AS "leftOut", size, chunks, judged_to AS "judgedTo", snapshots, frozen_at AS "frozenAt",
    chunks - (SELECT count(*)::int FROM audience_chunks k WHERE k.campaign_id = a.campaign_id AND NOT published) AS published
  FROM audiences a WHERE campaign_id = $1`;

/** The tables audiences and audience_chunks. */
@Injectable()
export class AudiencesRepository {
  async find(database: Queryable, campaignId: string): Promise<Audience | undefined> {
    const [audience] = await database.query<Audience & Record<string, unknown>>(SELECT, [campaignId]);
    return audience && { ...audience, leftOut: { ...NOBODY_LEFT_OUT, ...audience.leftOut } };
  }

  /** The segment of a campaign that is launched, whose audience nobody has begun to freeze. */
  async awaited(database: Queryable, campaignId: string): Promise<string | undefined> {
    const [use] = await database.query<{ segmentId: string }>(`SELECT segment_id AS "segmentId" FROM campaign_uses WHERE campaign_id = $1 AND state = 'launched'`, [campaignId]);
    return use?.segmentId;
  }

  /** Adds a part to what was judged before; undefined where that is not as it was known: somebody else goes on with it. */
  async add(tx: Transaction, { campaignId, segmentId, fields }: Asked, before: Standing | undefined, part: Part & { snapshot: Date }): Promise<Standing | undefined> {
    const now = sum(before, part);
    const values = [campaignId, now.selected, JSON.stringify(now.leftOut), now.size, now.chunks, now.judgedTo, now.snapshots, part.isLast ? part.snapshot : null];
    const noted = before
      ? await tx.query(
        `UPDATE audiences SET selected = $2, left_out = $3, size = $4, chunks = $5, judged_to = $6, snapshots = $7, frozen_at = $8
         WHERE campaign_id = $1 AND frozen_at IS NULL AND judged_to = $9 RETURNING 1`, [...values, before.judgedTo])
      : await tx.query(
        `INSERT INTO audiences (campaign_id, selected, left_out, size, chunks, judged_to, snapshots, frozen_at, segment_id, fields)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING RETURNING 1`, [...values, segmentId, fields]);
    if (noted.length === 0) return undefined;
    await tx.query(
      `INSERT INTO audience_chunks (campaign_id, number, contact_ids)
       SELECT $1, $2 + n - 1, ids::uuid[] FROM unnest(string_to_array(nullif($3, ''), '${SEPARATOR}')) WITH ORDINALITY AS chunk (ids, n)`,
      [campaignId, before?.chunks ?? 0, part.chunks.join(SEPARATOR)]);
    return now;
  }
}

function sum(before: Standing | undefined, { selected, leftOut, size, chunks, to, snapshot }: Part & { snapshot: Date }): Standing {
  const { snapshots = [], ...known } = before ?? { selected: 0, leftOut: {}, size: 0, chunks: 0 };
  const reasons = Object.keys({ ...known.leftOut, ...leftOut }) as LeftOutReason[];
  return {
    selected: known.selected + selected, size: known.size + size, chunks: known.chunks + chunks.length, judgedTo: to,
    leftOut: Object.fromEntries(reasons.map((reason) => [reason, (known.leftOut[reason] ?? 0) + (leftOut[reason] ?? 0)])),
    snapshots: snapshots.at(-1)?.getTime() === snapshot.getTime() ? snapshots : [...snapshots, snapshot],
  };
}
