import { Inject, Injectable } from '@nestjs/common';
import { BUCKETS, type LeftOutReason, type Recipient } from '@widecast/contracts';
import type { Queryable, Transaction } from '@widecast/database';
import { addressKindSql } from '@widecast/rules';
import { CONFIG } from '@widecast/service-kit';
import type { SegmentationConfig } from '../config.ts';
import { SUPPRESSED_JOINED } from '../suppressions/suppressed.repository.ts';
import { reasonSql } from './left-out.ts';
import { isOfAccount, isOfContact, mergeFieldsOf, type ContactValues } from './merge-fields.ts';

export interface FrozenAudience {
  readonly selected: number;
  readonly leftOut: Partial<Record<LeftOutReason, number>>;
  readonly size: number;
  readonly chunks: number;
}

const CHUNK = 500;
/** Older than any news of a contact. */
const FORGOTTEN = 0;

interface ContactRow extends ContactValues {
  readonly contactId: string;
  /** Null where he is forgotten since. */
  readonly version: number | null;
  readonly accountId: string | null;
  readonly trackingConsent: boolean | null;
  /** Why he may not be reached, or null. */
  readonly reason: LeftOutReason | null;
}

/** What the fields need, and no more: the attributes of a contact and its account can be long. */
const valuesSql = (fields: readonly string[]): string => `c.version::int, c.account_id AS "accountId", c.email, c.external_id AS "externalId", c.name, c.language,
  ${fields.some(isOfContact) ? 'c.attributes' : `'{}'::jsonb AS attributes`}, a.name AS "accountName", coalesce(a.tier, 'UNKNOWN') AS "accountTier",
  ${fields.some(isOfAccount) ? 'a.attributes' : 'NULL::jsonb'} AS "accountAttributes", c.tracking_consent AS "trackingConsent"`;

/** Who may be reached by mass messages, and what a message may say about him. */
@Injectable()
export class RecipientsRepository {
  private readonly reason: ReturnType<typeof reasonSql>;
  private readonly reasonNow: ReturnType<typeof reasonSql>;
  /** What the reason asks for. */
  private readonly policy: readonly unknown[];

  constructor(@Inject(CONFIG) { UNKNOWN_TIER_IS_LOWER, AUDIENCE_LEAVES_OUT }: SegmentationConfig) {
    const kind = addressKindSql('c.email', AUDIENCE_LEAVES_OUT);
    this.reason = reasonSql(kind);
    this.reasonNow = reasonSql(kind, SUPPRESSED_JOINED.condition);
    this.policy = [UNKNOWN_TIER_IS_LOWER, AUDIENCE_LEAVES_OUT];
  }

  /**
   * Chunks the members who may be reached, each chunk of one bucket between two ids, and counts the others by reason. One
   * statement judges all, and so in one snapshot, and into a table of its own: what writes into others has no parallel workers. All is
   * gathered in one pass; the planner, who expects as many groups as members, would sort them all, attributes and accounts
   * with them: only the ids of each bucket are. For the same reason rows from workers must not seem costly; tables that workers share are kept
   * below the 64 MB of shared memory that a container has, in pieces where they are larger, which costs no more.
   */
  async freeze(tx: Transaction, campaignId: string, segmentId: string): Promise<FrozenAudience> {
    await tx.query(`SELECT set_config('work_mem', '8MB', true), set_config('parallel_tuple_cost', '0', true), set_config('jit', 'off', true), set_config('enable_sort', 'off', true)`);
    await tx.query(
      `CREATE TEMPORARY TABLE judged_members ON COMMIT DROP AS
       SELECT bucket, reason, count(*)::int AS count, array_agg(id) FILTER (WHERE reason IS NULL) AS ids FROM (
         SELECT c.id, get_byte(uuid_send(c.id), 15) % ${BUCKETS} AS bucket, ${this.reasonNow('$2', '$3')} AS reason
         FROM segment_members m JOIN contacts c ON c.id = m.contact_id LEFT JOIN accounts a ON a.id = c.account_id ${SUPPRESSED_JOINED.joins}
         WHERE m.segment_id = $1 OFFSET 0
       ) members -- its columns are not reckoned again for the groups
       GROUP BY bucket, reason`,
      [segmentId, ...this.policy],
    );
    // A row per chunk: an audience of a million is two thousand rows.
    const rows = await tx.query<{ reason: LeftOutReason | null; count: number; chunks: number }>(
      `WITH frozen AS (
         INSERT INTO audience_chunks (campaign_id, number, contact_ids)
         SELECT $1, row_number() OVER (ORDER BY piece, bucket) - 1, of_piece FROM (
           SELECT piece, bucket, sorted[piece * ${CHUNK} + 1 : (piece + 1) * ${CHUNK}] AS of_piece
           FROM judged_members CROSS JOIN LATERAL (SELECT array_agg(id ORDER BY id) AS sorted FROM unnest(ids) AS id) s CROSS JOIN LATERAL generate_series(0, (count - 1) / ${CHUNK}) AS piece
           WHERE reason IS NULL OFFSET 0
         ) pieces -- cut before they are numbered: each would carry the ids of its whole bucket through the sort
         RETURNING number
       )
       SELECT reason, sum(count)::int AS count, (SELECT count(*)::int FROM frozen) AS chunks FROM judged_members GROUP BY reason`,
      [campaignId],
    );
    return { ...countsOf(rows), chunks: rows[0]?.chunks ?? 0 };
  }

  /** What {@link freeze} would count now, without freezing anything. */
  async reach(database: Queryable, segmentId: string): Promise<Pick<FrozenAudience, 'selected' | 'leftOut' | 'size'>> {
    const rows = await database.query<{ reason: LeftOutReason | null; count: number }>(
      `SELECT ${this.reasonNow('$2', '$3')} AS reason, count(*)::int
       FROM segment_members m JOIN contacts c ON c.id = m.contact_id LEFT JOIN accounts a ON a.id = c.account_id ${SUPPRESSED_JOINED.joins}
       WHERE m.segment_id = $1 GROUP BY 1`,
      [segmentId, ...this.policy],
    );
    return countsOf(rows);
  }

  /**
   * The contacts of chunks as they are now, all of them, so that the counts stay true. Who may not be reached any more has
   * neither address nor fields: nothing can be sent to him, however late the news of his change arrives.
   */
  async chunks(tx: Transaction, campaignId: string, { numbers, fields }: { numbers: readonly number[]; fields: readonly string[] }): Promise<Map<number, Recipient[]>> {
    const rows = await tx.query<ContactRow & { number: number }>(
      `SELECT chunk.number, k.id AS "contactId", ${valuesSql(fields)}, CASE WHEN c.id IS NULL THEN 'no_address' ELSE ${this.reason('$3', '$4')} END AS reason
       FROM audience_chunks chunk CROSS JOIN LATERAL unnest(chunk.contact_ids) AS k (id)
       LEFT JOIN contacts c ON c.id = k.id LEFT JOIN accounts a ON a.id = c.account_id
       WHERE chunk.campaign_id = $1 AND chunk.number = ANY ($2::int[])`,
      [campaignId, numbers, ...this.policy],
    );
    const chunks = new Map<number, Recipient[]>(numbers.map((number) => [number, []]));
    for (const row of rows) chunks.get(row.number)?.push(recipientOf(row, fields));
    return chunks;
  }

  async resolve(tx: Transaction, contactIds: readonly string[], fields: readonly string[]): Promise<{ recipients: Recipient[]; refused: Map<string, LeftOutReason> }> {
    const rows = await tx.query<ContactRow>(
      `SELECT c.id AS "contactId", ${valuesSql(fields)}, ${this.reason('$2', '$3')} AS reason FROM contacts c LEFT JOIN accounts a ON a.id = c.account_id WHERE c.id = ANY ($1::uuid[])`,
      [contactIds, ...this.policy],
    );
    return {
      recipients: rows.filter(({ reason }) => reason === null).map((row) => recipientOf(row, fields)),
      refused: new Map(rows.flatMap(({ contactId, reason }) => (reason === null ? [] : [[contactId, reason] as const]))),
    };
  }

  /** Whom a transactional message may reach: everybody with an address; it needs no consent. */
  async withAddress(tx: Transaction, contactId: string, fields: readonly string[]): Promise<{ recipient?: Recipient; reason: 'no_address' | 'unknown_contact' }> {
    const [row] = await tx.query<ContactRow>(
      `SELECT c.id AS "contactId", ${valuesSql(fields)}, CASE WHEN c.email IS NULL THEN 'no_address' END AS reason
       FROM contacts c LEFT JOIN accounts a ON a.id = c.account_id WHERE c.id = $1`, [contactId]);
    if (row?.reason !== null) return { reason: row ? 'no_address' : 'unknown_contact' };
    return { recipient: recipientOf(row, fields), reason: 'no_address' };
  }
}

function countsOf(rows: readonly { reason: LeftOutReason | null; count: number }[]): Pick<FrozenAudience, 'selected' | 'leftOut' | 'size'> {
  const selected = rows.reduce((sum, { count }) => sum + count, 0);
  const size = rows.find(({ reason }) => reason === null)?.count ?? 0;
  return { selected, size, leftOut: Object.fromEntries(rows.flatMap(({ reason, count }) => (reason === null ? [] : [[reason, count]]))) };
}

function recipientOf({ contactId, version, accountId, trackingConsent, reason, ...values }: ContactRow, fields: readonly string[]): Recipient {
  if (reason !== null) return { contactId, version: version ?? FORGOTTEN, accountId, email: '', fields: {} };
  return { contactId, version: version ?? FORGOTTEN, accountId, email: values.email ?? '', fields: mergeFieldsOf(fields, values), trackingConsent };
}
