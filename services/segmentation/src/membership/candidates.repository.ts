import { Injectable } from '@nestjs/common';
import type { Transaction } from '@widecast/database';
import { compileRules, type Rule } from '@widecast/rules';
import { BehaviourTotalsRepository } from '../behaviour/behaviour-totals.repository.ts';

const CHUNK = 5000;

/** Contacts whose membership in one segment may be wrong, found by a look at all: the table segment_candidates. */
@Injectable()
export class CandidatesRepository {
  constructor(private readonly totals: BehaviourTotalsRepository) {}

  /** Writes down all contacts whose membership is another than the rule says, and members that are gone. Reads everything once. */
  async find(tx: Transaction, segmentId: string, rule: Rule): Promise<void> {
    const { joins, conditions, parameters } = compileRules([rule], { firstParameter: 2, reach: 'all', totals: await this.totals.known(tx), attributes: 'cheapest' });
    // Room for the hash tables; no other parallel work is to be had in a statement that writes.
    await tx.query(`SELECT set_config('work_mem', '64MB', true), set_config('jit', 'off', true)`);
    await tx.query(
      `INSERT INTO segment_candidates (segment_id, n, contact_ids)
       SELECT $1, n, array_agg(id) FROM (
         SELECT id, (row_number() OVER (ORDER BY id) - 1) / ${CHUNK} AS n FROM (
           SELECT coalesce(c.id, m.contact_id) AS id
           FROM (SELECT contact_id FROM segment_members WHERE segment_id = $1) m FULL JOIN (
             SELECT c.id FROM contacts c LEFT JOIN accounts a ON a.id = c.account_id ${joins} WHERE ${conditions.join()}
           ) c ON c.id = m.contact_id
           WHERE c.id IS NULL OR m.contact_id IS NULL
         ) differing
       ) numbered GROUP BY n
       ON CONFLICT DO NOTHING`,
      [segmentId, ...parameters],
    );
  }

  /** The next of them, or undefined where none is left. */
  async take(tx: Transaction, segmentId: string): Promise<string[] | undefined> {
    const [row] = await tx.query<{ contactIds: string[] }>(
      `DELETE FROM segment_candidates WHERE (segment_id, n) = (
         SELECT segment_id, n FROM segment_candidates WHERE segment_id = $1 ORDER BY n LIMIT 1 FOR UPDATE
       ) RETURNING contact_ids::text[] AS "contactIds"`,
      [segmentId],
    );
    return row?.contactIds;
  }
}
