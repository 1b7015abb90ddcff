import { Inject, Injectable } from '@nestjs/common';
import type { LeftOutReason, MergeFields, Recipient } from '@widecast/contracts';
import type { Queryable, Transaction } from '@widecast/database';
import { addressKindSql } from '@widecast/rules';
import { CONFIG } from '@widecast/service-kit';
import type { SegmentationConfig } from '../config.ts';
import { AccountJoins } from '../joins/account-joins.ts';
import { reasonSql } from './left-out.ts';
import { isOfAccount, isOfContact, mergeFieldsOf, type ContactValues } from './merge-fields.ts';

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
  /** What the reason asks for. */
  private readonly policy: readonly unknown[];

  constructor(@Inject(CONFIG) { UNKNOWN_TIER_IS_LOWER, AUDIENCE_LEAVES_OUT }: SegmentationConfig, private readonly joins: AccountJoins) {
    this.reason = reasonSql(addressKindSql('c.email', AUDIENCE_LEAVES_OUT));
    this.policy = [UNKNOWN_TIER_IS_LOWER, AUDIENCE_LEAVES_OUT];
  }

  /**
   * The contacts of chunks as they are now, all of them, so that the counts stay true. Who may not be reached any more has
   * neither address nor fields: nothing can be sent to him, however late the news of his change arrives.
   */
  async chunks(tx: Transaction, campaignId: string, { numbers, fields }: { numbers: readonly number[]; fields: readonly string[] }): Promise<Map<number, Recipient[]>> {
    const rows = await this.judged(tx, () => tx.query<ContactRow & { readonly number: number }>(
      `SELECT chunk.number, k.id AS "contactId", ${valuesSql(fields)}, CASE WHEN c.id IS NULL THEN 'no_address' ELSE ${this.reason('$3', '$4')} END AS reason
       FROM audience_chunks chunk CROSS JOIN LATERAL unnest(chunk.contact_ids) AS k (id)
       LEFT JOIN contacts c ON c.id = k.id LEFT JOIN accounts a ON a.id = c.account_id
       WHERE chunk.campaign_id = $1 AND chunk.number = ANY ($2::int[])`,
      [campaignId, numbers, ...this.policy],
    ));
    const chunks = new Map<number, Recipient[]>(numbers.map((number) => [number, []]));
    for (const row of rows) chunks.get(row.number)?.push(recipientOf(row, fields));
    return chunks;
  }

  async resolve(tx: Transaction, contactIds: readonly string[], fields: readonly string[]): Promise<{ recipients: Recipient[]; refused: Map<string, LeftOutReason> }> {
    const rows = await this.judged(tx, () => tx.query<ContactRow>(
      `SELECT c.id AS "contactId", ${valuesSql(fields)}, ${this.reason('$2', '$3')} AS reason FROM contacts c LEFT JOIN accounts a ON a.id = c.account_id WHERE c.id = ANY ($1::uuid[])`,
      [contactIds, ...this.policy],
    ));
    return {
      recipients: rows.filter(({ reason }) => reason === null).map((row) => recipientOf(row, fields)),
      refused: new Map(rows.flatMap(({ contactId, reason }) => (reason === null ? [] : [[contactId, reason] as const]))),
    };
  }

  /** An account that a list brought a moment ago may turn out to be a part of a large company: it is joined first. */
  private async judged<Row extends ContactRow>(tx: Transaction, read: () => Promise<Row[]>): Promise<Row[]> {
    const rows = await read();
    const accountIds = rows.flatMap(({ accountId, reason }) => (reason === null ? (accountId ?? []) : []));
    return (await this.joins.joinWaiting(tx, [...new Set(accountIds)])) ? read() : rows;
  }

  /** The fields of a contact, whether anything may be sent to him or not. */
  async fieldsOf(database: Queryable, contactId: string, fields: readonly string[]): Promise<MergeFields | undefined> {
    const [row] = await database.query<ContactRow>(`SELECT ${valuesSql(fields)} FROM contacts c LEFT JOIN accounts a ON a.id = c.account_id WHERE c.id = $1`, [contactId]);
    return row && mergeFieldsOf(fields, row);
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

function recipientOf({ contactId, version, accountId, trackingConsent, reason, ...values }: ContactRow, fields: readonly string[]): Recipient {
  if (reason !== null) return { contactId, version: version ?? FORGOTTEN, accountId, email: '', fields: {} };
  return { contactId, version: version ?? FORGOTTEN, accountId, email: values.email ?? '', fields: mergeFieldsOf(fields, values), trackingConsent };
}
