import { Injectable } from '@nestjs/common';
import type { SegmentMembersListed } from '@widecast/contracts';
import { columnsOf, idArray, type Transaction } from '@widecast/database';

export interface MembershipNews {
  readonly segmentId: string;
  readonly bucket: number;
  readonly revision: number;
  readonly contactIds: readonly string[];
  readonly member: boolean;
}

type Noted = Omit<MembershipNews, 'bucket'>;

/** Who is in which of the segments that funnels name, as far as was heard; owns the tables segment_members, kept_segments and heard_segments. */
@Injectable()
export class SegmentMembersRepository {
  /** Has the memberships of a segment kept from now on. False where they were already; else its members have to be asked for. */
  async keep(tx: Transaction, segmentId: string): Promise<boolean> {
    const fresh = await tx.query('INSERT INTO kept_segments (segment_id) VALUES ($1) ON CONFLICT DO NOTHING RETURNING 1', [segmentId]);
    if (fresh.length === 0) return false;
    await tx.query(
      `UPDATE heard_segments h SET base = h.revision FROM (SELECT bucket FROM heard_segments WHERE segment_id = $1 ORDER BY bucket FOR UPDATE) known
       WHERE h.segment_id = $1 AND h.bucket = known.bucket`, [segmentId]);
    return true;
  }

  async isListed(tx: Transaction, segmentId: string): Promise<boolean> {
    return (await tx.query('SELECT FROM kept_segments WHERE segment_id = $1 AND listed_at IS NOT NULL', [segmentId])).length > 0;
  }

  /** What was heard of a contact since his segment is kept is newer than any list. */
  async noteListed(tx: Transaction, { segmentId, contactIds, last }: SegmentMembersListed): Promise<void> {
    await tx.query('INSERT INTO segment_members (contact_id, segment_id, revision, member) SELECT id, $1, 0, true FROM unnest($2::text::uuid[]) AS id ORDER BY id ON CONFLICT DO NOTHING', [segmentId, idArray(contactIds)]);
    if (last) await tx.query('UPDATE kept_segments SET listed_at = now() WHERE segment_id = $1 AND listed_at IS NULL', [segmentId]);
  }

  /** Notes how far segments were heard, and gives what is of those that are kept. Who has a segment kept meanwhile waits for that, or is waited for. */
  async heed(tx: Transaction, news: readonly MembershipNews[]): Promise<MembershipNews[]> {
    await tx.query(
      `INSERT INTO heard_segments AS h (segment_id, bucket, revision)
       SELECT segment_id, bucket, max(revision) FROM unnest($1::uuid[], $2::int[], $3::int[]) AS n (segment_id, bucket, revision) GROUP BY 1, 2 ORDER BY 1, 2
       ON CONFLICT (segment_id, bucket) DO UPDATE SET revision = excluded.revision WHERE h.revision < excluded.revision`,
      columnsOf(news, ({ segmentId }) => segmentId, ({ bucket }) => bucket, ({ revision }) => revision));
    const kept = await tx.query<{ id: string }>('SELECT segment_id AS id FROM kept_segments WHERE segment_id = ANY ($1::uuid[])', [[...new Set(news.map(({ segmentId }) => segmentId))]]);
    const ids = new Set(kept.map(({ id }) => id));
    return news.filter(({ segmentId }) => ids.has(segmentId));
  }

  /** Of what {@link heed} gave. Gives what of it was news, one for each segment, revision and direction; older revisions change nothing. Nobody is twice in it for one segment. */
  async note(tx: Transaction, news: readonly MembershipNews[]): Promise<Noted[]> {
    const rows = await tx.query<Omit<Noted, 'contactIds'> & { contacts: string }>(
      `WITH noted AS (
         INSERT INTO segment_members AS known (contact_id, segment_id, revision, member)
         SELECT DISTINCT id, segment_id, n.revision, member
         FROM unnest($1::uuid[], $2::int[], $3::boolean[], $4::text[], $5::int[]) AS n (segment_id, revision, member, contacts, bucket)
           JOIN heard_segments h USING (segment_id, bucket), unnest(contacts::uuid[]) AS id WHERE n.revision > h.base ORDER BY segment_id, id
         ON CONFLICT (segment_id, contact_id) DO UPDATE SET revision = excluded.revision, member = excluded.member
         WHERE known.revision < excluded.revision
         RETURNING *
       ) SELECT segment_id AS "segmentId", revision, member, string_agg(contact_id::text, ' ' ORDER BY contact_id) AS contacts FROM noted GROUP BY 1, 2, 3`,
      columnsOf(news, ({ segmentId }) => segmentId, ({ revision }) => revision, ({ member }) => member, ({ contactIds }) => idArray(contactIds), ({ bucket }) => bucket),
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
