import { Inject, Injectable } from '@nestjs/common';
import type { LeftOutReason, Recipient } from '@widecast/contracts';
import type { Transaction } from '@widecast/database';
import { CONFIG } from '@widecast/service-kit';
import type { SegmentationConfig } from '../config.ts';
import { mergeFieldsOf, type ContactValues } from './merge-fields.ts';

export interface FrozenAudience {
  readonly selected: number;
  readonly leftOut: Partial<Record<LeftOutReason, number>>;
  readonly size: number;
}

interface ContactRow extends ContactValues {
  readonly contactId: string;
  readonly version: number;
  readonly accountId: string | null;
  readonly reason: LeftOutReason | null;
}

// The first that applies is counted. Upper tiers come first: no mass message reaches them, whatever else is true.
const REASON = (unknownIsLower: string): string => `CASE
    WHEN a.tier IN ('UMM', 'ENTERPRISE') THEN 'upper_tier'
    WHEN coalesce(a.tier, 'UNKNOWN') = 'UNKNOWN' AND NOT ${unknownIsLower}::boolean THEN 'unknown_tier'
    WHEN c.advertising_consent IS NOT TRUE THEN 'no_consent'
    WHEN c.email IS NULL THEN 'no_address'
  END`;

const VALUES = `c.id AS "contactId", c.version::int, c.account_id AS "accountId", c.email, c.external_id AS "externalId", c.name, c.language, c.attributes,
  a.name AS "accountName", coalesce(a.tier, 'UNKNOWN') AS "accountTier", a.attributes AS "accountAttributes"`;

/** Who may be reached by mass messages, and what a message may say about him. */
@Injectable()
export class RecipientsRepository {
  constructor(@Inject(CONFIG) private readonly config: SegmentationConfig) {}

  /** Numbers the members who may be reached and counts the others by reason, in one statement and so in one snapshot. */
  async freeze(tx: Transaction, campaignId: string, segmentId: string): Promise<FrozenAudience> {
    const rows = await tx.query<{ reason: LeftOutReason | null; count: number }>(
      `WITH judged AS MATERIALIZED (
         SELECT c.id, ${REASON('$3')} AS reason
         FROM segment_members m JOIN contacts c ON c.id = m.contact_id LEFT JOIN accounts a ON a.id = c.account_id WHERE m.segment_id = $2
       ), frozen AS (
         INSERT INTO audience_members (campaign_id, n, contact_id) SELECT $1, row_number() OVER (ORDER BY id) - 1, id FROM judged WHERE reason IS NULL
       )
       SELECT reason, count(*)::int FROM judged GROUP BY reason`,
      [campaignId, segmentId, this.config.UNKNOWN_TIER_IS_LOWER],
    );
    const selected = rows.reduce((sum, { count }) => sum + count, 0);
    const size = rows.find(({ reason }) => reason === null)?.count ?? 0;
    const leftOut = Object.fromEntries(rows.flatMap(({ reason, count }) => (reason === null ? [] : [[reason, count]])));
    return { selected, leftOut, size };
  }

  async chunk(tx: Transaction, campaignId: string, { from, size, fields }: { from: number; size: number; fields: readonly string[] }): Promise<Recipient[]> {
    const rows = await tx.query<ContactRow>(
      `SELECT ${VALUES} FROM audience_members m JOIN contacts c ON c.id = m.contact_id LEFT JOIN accounts a ON a.id = c.account_id
       WHERE m.campaign_id = $1 AND m.n >= $2 AND m.n < $2 + $3 ORDER BY m.n`,
      [campaignId, from, size],
    );
    return rows.map((row) => recipientOf(row, fields));
  }

  async resolve(tx: Transaction, contactIds: readonly string[], fields: readonly string[]): Promise<{ recipients: Recipient[]; refused: Map<string, LeftOutReason> }> {
    const rows = await tx.query<ContactRow>(
      `SELECT ${VALUES}, ${REASON('$2')} AS reason FROM contacts c LEFT JOIN accounts a ON a.id = c.account_id WHERE c.id = ANY ($1::uuid[])`,
      [contactIds, this.config.UNKNOWN_TIER_IS_LOWER],
    );
    return {
      recipients: rows.filter(({ reason }) => reason === null).map((row) => recipientOf(row, fields)),
      refused: new Map(rows.flatMap(({ contactId, reason }) => (reason === null ? [] : [[contactId, reason] as const]))),
    };
  }
}

function recipientOf(row: ContactRow, fields: readonly string[]): Recipient {
  const { contactId, version, accountId, reason: _, ...values } = row;
  return { contactId, version, accountId, email: row.email ?? '', fields: mergeFieldsOf(fields, values) };
}
