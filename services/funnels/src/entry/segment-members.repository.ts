import { Injectable } from '@nestjs/common';
import type { Transaction } from '@widecast/database';

export interface MembershipNews {
  readonly segmentId: string;
  readonly revision: number;
  readonly contactIds: readonly string[];
  readonly member: boolean;
}

/** Who is in which segment, as far as was heard; owns the table segment_members. */
@Injectable()
export class SegmentMembersRepository {
  /** Gives the contacts of whom this was news; older revisions change nothing. */
  async note(tx: Transaction, { segmentId, revision, contactIds, member }: MembershipNews): Promise<string[]> {
    const rows = await tx.query<{ contactId: string }>(
      `INSERT INTO segment_members AS known (contact_id, segment_id, revision, member)
       SELECT DISTINCT id, $1::uuid, $2::int, $3::boolean FROM unnest($4::uuid[]) AS id ORDER BY id
       ON CONFLICT (contact_id, segment_id) DO UPDATE SET revision = excluded.revision, member = excluded.member
       WHERE known.revision < excluded.revision
       RETURNING contact_id AS "contactId"`,
      [segmentId, revision, member, contactIds],
    );
    return rows.map(({ contactId }) => contactId);
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
