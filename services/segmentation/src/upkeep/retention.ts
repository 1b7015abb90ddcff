import { Inject, Injectable } from '@nestjs/common';
import type { Transaction } from '@widecast/database';
import type { Rule } from '@widecast/rules';
import { CONFIG } from '@widecast/service-kit';
import type { SegmentationConfig } from '../config.ts';
import { SegmentRegistry } from '../membership/segment-registry.ts';
import { keptFor } from '../segments/behaviour-horizon.ts';

/** In one transaction; a chunk is five hundred contacts. */
const CHUNKS = 200;
const EVENTS = 5000;
const REJECTIONS = 5000;
/** Days. Reasons cite what stood in cells: telephones, names. */
const REJECTIONS_KEPT = 30;

/** Lets go what nobody needs any more: lists of audiences whose campaigns are over, reports of bad rows, events that are old and that no rule looks at. */
@Injectable()
export class Retention {
  constructor(
    private readonly registry: SegmentRegistry,
    @Inject(CONFIG) private readonly config: SegmentationConfig,
  ) {}

  /** The counts of an audience stay. True where there may be more. */
  async dropChunks(tx: Transaction): Promise<boolean> {
    const gone = await tx.query(
      `DELETE FROM audience_chunks WHERE ctid = ANY (ARRAY(
         SELECT k.ctid FROM audiences a JOIN campaign_uses u USING (campaign_id) JOIN audience_chunks k USING (campaign_id)
         WHERE a.frozen_at < now() - make_interval(hours => $1::int) AND u.state IN ('finished', 'cancelled') LIMIT ${CHUNKS})) RETURNING 1`,
      [Math.round(this.config.AUDIENCE_KEEP_DAYS * 24)]);
    return gone.length === CHUNKS;
  }

  /** The counts of an import stay. True where there may be more. */
  async dropRejections(tx: Transaction): Promise<boolean> {
    const gone = await tx.query(
      `DELETE FROM import_rejections WHERE ctid = ANY (ARRAY(
         SELECT r.ctid FROM imports i JOIN import_rejections r ON r.import_id = i.id WHERE i.finished_at < now() - make_interval(days => ${REJECTIONS_KEPT}) LIMIT ${REJECTIONS})) RETURNING 1`);
    return gone.length === REJECTIONS;
  }

  /**
   * The list of rules is held still, and what is forgotten is noted for each type: a rule that is made later and would need
   * it is refused. True where there may be more.
   */
  async forgetBehaviour(tx: Transaction): Promise<boolean> {
    const types = await tx.query<{ type: string }>(
      `SELECT type FROM (
         WITH RECURSIVE t AS ((SELECT type FROM behaviour_events ORDER BY type LIMIT 1) UNION ALL SELECT (SELECT type FROM behaviour_events b WHERE b.type > t.type ORDER BY type LIMIT 1) FROM t WHERE t.type IS NOT NULL)
         SELECT type FROM t WHERE type IS NOT NULL) known
       WHERE EXISTS (SELECT FROM behaviour_events b WHERE b.type = known.type AND b.occurred_at < now() - make_interval(days => $1))`, [this.config.BEHAVIOUR_KEEP_DAYS]);
    if (types.length === 0) return false;
    await this.registry.nodesToChange(tx);
    const rules = (await tx.query<{ rule: Rule }>('SELECT rule FROM segments WHERE removed_at IS NULL')).map(({ rule }) => rule);
    for (const { type } of types) {
      const days = keptFor(type, rules, this.config.BEHAVIOUR_KEEP_DAYS);
      if (days !== null && (await this.forget(tx, type, days)) > 0) return true;
    }
    return false;
  }

  private async forget(tx: Transaction, type: string, days: number): Promise<number> {
    const gone = await tx.query<{ at: Date }>(
      `DELETE FROM behaviour_events WHERE ctid = ANY (ARRAY(
         SELECT ctid FROM behaviour_events WHERE type = $1 AND occurred_at < now() - make_interval(days => $2) ORDER BY occurred_at LIMIT ${EVENTS})) RETURNING occurred_at AS at`, [type, days]);
    if (gone.length === 0) return 0;
    await tx.query(
      `INSERT INTO forgotten_behaviour AS f (type, until) VALUES ($1, now() - make_interval(days => $2)) ON CONFLICT (type) DO UPDATE SET until = greatest(f.until, excluded.until)`, [type, days]);
    return gone.length;
  }
}
