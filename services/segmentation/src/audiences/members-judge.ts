import { Inject, Injectable } from '@nestjs/common';
import { BUCKETS, type LeftOutReason } from '@widecast/contracts';
import type { Queryable, Transaction } from '@widecast/database';
import { addressKindSql } from '@widecast/rules';
import { CONFIG } from '@widecast/service-kit';
import type { SegmentationConfig } from '../config.ts';
import { SUPPRESSED_JOINED, SUPPRESSED_SQL } from '../suppressions/suppressed.repository.ts';
import { lookUpByKeys } from '../upkeep/plans.ts';
import type { Counts, Part } from './audiences.repository.ts';
import { reasonSql } from './left-out.ts';
import { absentSql } from './merge-fields.ts';

const CHUNK = 500;
const ID = 36;

interface Group {
  readonly reason: LeftOutReason | null;
  readonly count: number;
  /** As PostgreSQL spells them, where they may be reached. */
  readonly ids: string | null;
  /** Of the whole part. */
  readonly to: string;
  readonly members: number;
}

interface Details {
  readonly lacking: Readonly<Record<string, number>>;
  readonly beyondAscii: number;
}

/** Says of the members of a segment who may be reached by mass messages, and why the others may not. */
@Injectable()
export class MembersJudge {
  private readonly reasonOfEach: string;
  private readonly reasonOfAll: string;
  /** What the reason asks for. */
  private readonly policy: readonly unknown[];

  constructor(@Inject(CONFIG) { UNKNOWN_TIER_IS_LOWER, AUDIENCE_LEAVES_OUT }: SegmentationConfig) {
    const kind = addressKindSql('c.email', AUDIENCE_LEAVES_OUT);
    this.reasonOfEach = reasonSql(kind, SUPPRESSED_SQL)('$2', '$3');
    this.reasonOfAll = reasonSql(kind, SUPPRESSED_JOINED.condition)('$2', '$3');
    this.policy = [UNKNOWN_TIER_IS_LOWER, AUDIENCE_LEAVES_OUT];
  }

  /**
   * The next members behind an id, at most so many, those who may be reached in chunks of one bucket. Ids are in the order of time, and so
   * are the rows: a stretch of them is read almost as fast as the same share of the whole tables.
   */
  async part(tx: Transaction, segmentId: string, { after, limit }: { after: string; limit: number }): Promise<Part> {
    await lookUpByKeys(tx);
    const groups = await tx.query<Group & Record<string, unknown>>(
      `WITH part AS MATERIALIZED (
         SELECT contact_id FROM segment_members WHERE segment_id = $1 AND contact_id > $4 ORDER BY contact_id LIMIT $5
       )
       SELECT reason, count(id)::int, (array_agg(id ORDER BY id) FILTER (WHERE reason IS NULL))::text AS ids,
         (SELECT max(contact_id::text) FROM part) AS to, (SELECT count(*)::int FROM part) AS members FROM (
         SELECT c.id, get_byte(uuid_send(c.id), 15) % ${BUCKETS} AS bucket, ${this.reasonOfEach} AS reason
         FROM part LEFT JOIN contacts c ON c.id = part.contact_id AND c.id > $4 LEFT JOIN accounts a ON a.id = c.account_id OFFSET 0
       ) members -- its columns are not reckoned again for the groups
       GROUP BY bucket, reason`,
      [segmentId, ...this.policy, after, limit],
    );
    const { to = after, members = 0 } = groups[0] ?? {};
    return { ...countsOf(groups), to, isLast: members < limit, chunks: groups.flatMap(({ ids }) => (ids === null ? [] : chunksOf(ids))) };
  }

  /** What a freeze would count now, without freezing anything; of those who may be reached also how many have no value for each of the fields, or an address beyond ASCII. */
  async count(database: Queryable, segmentId: string, fields: readonly string[] = []): Promise<Counts & Details> {
    const given: unknown[] = [segmentId, ...this.policy];
    const lacks = fields.map((field) => `count(*) FILTER (WHERE ${absentSql(field, given)})::int`);
    const rows = await database.query<{ reason: LeftOutReason | null; count: number; lacks: number[]; foreign: number }>(
      `SELECT ${this.reasonOfAll} AS reason, count(*)::int, ARRAY[${lacks.join()}]::int[] AS lacks, count(*) FILTER (WHERE octet_length(c.email) > length(c.email))::int AS foreign
       FROM segment_members m JOIN contacts c ON c.id = m.contact_id LEFT JOIN accounts a ON a.id = c.account_id ${SUPPRESSED_JOINED.joins}
       WHERE m.segment_id = $1 GROUP BY 1`,
      given,
    );
    const { lacks: lacking = [], foreign = 0 } = rows.find(({ reason }) => reason === null) ?? {};
    return { ...countsOf(rows), lacking: Object.fromEntries(fields.map((field, place) => [field, lacking[place] ?? 0])), beyondAscii: foreign };
  }
}

function countsOf(groups: readonly Pick<Group, 'reason' | 'count'>[]): Counts {
  const leftOut: Partial<Record<LeftOutReason, number>> = {};
  let [selected, size] = [0, 0];
  for (const { reason, count } of groups) {
    selected += count;
    if (reason === null) size += count;
    else leftOut[reason] = (leftOut[reason] ?? 0) + count;
  }
  return { selected, leftOut, size };
}

/** `{id,id,…}` in pieces that are nearly equal. */
function chunksOf(ids: string): string[] {
  const count = (ids.length - 1) / (ID + 1);
  const pieces = Math.ceil(count / CHUNK);
  const start = (piece: number): number => 1 + (ID + 1) * Math.floor((piece * count) / pieces);
  return Array.from({ length: pieces }, (_, piece) => `{${ids.slice(start(piece), start(piece + 1) - 1)}}`);
}
