import { Injectable } from '@nestjs/common';
import type { Transaction } from '@widecast/database';
import type { Obstacle } from '../contacts/contact-facts.repository.ts';
import type { Beginning } from '../passage/passage.repository.ts';

/** Who would have begun a funnel but may not be written to; owns the table funnel_refusals. */
@Injectable()
export class RefusalsRepository {
  /** Of a contact who has begun the funnel once nothing is noted: he would not begin it again. */
  async note(tx: Transaction, funnelId: string, obstacles: ReadonlyMap<string, Obstacle>): Promise<void> {
    if (obstacles.size === 0) return;
    await tx.query(
      `INSERT INTO funnel_refusals (contact_id, funnel_id, reason)
       SELECT id, $1, reason FROM unnest($2::uuid[], $3::text[]) AS news (id, reason)
       WHERE NOT EXISTS (SELECT FROM funnel_contacts p WHERE p.contact_id = id AND p.funnel_id = $1)
       ORDER BY id ON CONFLICT (contact_id, funnel_id) DO UPDATE SET reason = excluded.reason`,
      [funnelId, [...obstacles.keys()], [...obstacles.values()]],
    );
  }

  /** Refused contacts who are in the segment now, by active funnel; none of these can be stopped before the transaction ends. */
  open(tx: Transaction, contactIds: readonly string[]): Promise<Beginning[]> {
    return tx.query<Beginning>(
      `WITH open AS (
         SELECT f.id, f.version, v.definition -> 'trigger' ->> 'entered' AS segment_id
         FROM funnels f JOIN funnel_versions v ON v.funnel_id = f.id AND v.version = f.version
         WHERE f.state = 'active' AND f.id IN (SELECT funnel_id FROM funnel_refusals WHERE contact_id = ANY($1::uuid[]))
         ORDER BY f.id FOR SHARE OF f
       )
       SELECT open.id AS "funnelId", open.version, now() AS "enteredAt", array_agg(r.contact_id ORDER BY r.contact_id) AS "contactIds"
       FROM open JOIN funnel_refusals r ON r.funnel_id = open.id
         JOIN segment_members m ON m.contact_id = r.contact_id AND m.segment_id = open.segment_id::uuid AND m.member
       WHERE r.contact_id = ANY($1::uuid[])
       GROUP BY open.id, open.version ORDER BY open.id`,
      [contactIds],
    );
  }

  async forget(tx: Transaction, funnelId: string, contactIds: readonly string[]): Promise<void> {
    await tx.query('DELETE FROM funnel_refusals WHERE funnel_id = $1 AND contact_id = ANY($2::uuid[])', [funnelId, contactIds]);
  }
}
