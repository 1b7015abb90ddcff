import { Injectable } from '@nestjs/common';
import { columnsOf, idArray, type Transaction } from '@widecast/database';

export interface MembershipNews {
  readonly segmentId: string;
  readonly revision: number;
  readonly contactIds: readonly string[];
  readonly member: boolean;
}

/** Who is in which segment, as far as was heard; owns the table segment_members. */
@Injectable()
export class SegmentMembersRepository {
  /** Gives what of it was news, one for each segment, revision and direction; older revisions change nothing. Nobody is twice in it for one segment. */
  async note(tx: Transaction, news: readonly MembershipNews[]): Promise<MembershipNews[]> {
    const rows = await tx.query<Omit<MembershipNews, 'contactIds'> & { contacts: string }>(
      `WITH noted AS (
         INSERT INTO segment_members AS known (contact_id, segment_id, revision, member)
         SELECT DISTINCT id, segment_id, revision, member
         FROM unnest($1::uuid[], $2::int[], $3::boolean[], $4::text[]) AS n (segment_id, revision, member, contacts), unnest(contacts::uuid[]) AS id ORDER BY segment_id, id
         ON CONFLICT (segment_id, contact_id) DO UPDATE SET revision = excluded.revision, member = excluded.member
         WHERE known.revision < excluded.revision
         RETURNING *
       ) SELECT segment_id AS "segmentId", revision, member, string_agg(contact_id::text, ' ' ORDER BY contact_id) AS contacts FROM noted GROUP BY 1, 2, 3`,
      columnsOf(news, ({ segmentId }) => segmentId, ({ revision }) => revision, ({ member }) => member, ({ contactIds }) => idArray(contactIds)),
    );
    return rows.map(({ contacts, ...one }) => ({ ...one, contactIds: contacts.split(' ') }));
  }

  /** Members whose id is above the given one, in the order of their ids. */
  async membersAfter(tx: Transaction, segmentId: string, after: string, limit: number): Promise<string[]> {
    const rows = await tx.query<{ contactId: string }>(
      `SELECT contact_id AS "contactId" FROM segment_members WHERE segment_id = $1 AND member AND contact_id > $2 ORDER BY contact_id LIMIT $3`,
      [segmentId, after, limit],
    );
    return rows.map(({ contactId }) => contactId);
  }
}
