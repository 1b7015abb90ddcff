import { Inject, Injectable } from '@nestjs/common';
import type { Transaction } from '@widecast/database';
import type { Rule } from '@widecast/rules';
import { CONFIG, counter } from '@widecast/service-kit';
import { BehaviourTotalsRepository } from '../behaviour/behaviour-totals.repository.ts';
import type { SegmentationConfig } from '../config.ts';
import { SegmentRegistry } from '../membership/segment-registry.ts';
import { keptFor, looksOf, totalsFor, type Look } from '../segments/behaviour-horizon.ts';

/** Days. A rule that is taken back and made again finds its totals. */
const UNASKED_KEPT = 7;

const forgotten = counter({
  name: 'widecast_behaviour_forgotten_total', help: 'Events of behaviour that were let go: into totals that rules need, or without a trace.', labels: ['service', 'kept'],
});

/** Lets go events of behaviour that are old and that no rule looks at, and keeps totals of them where a rule without a window needs some. */
@Injectable()
export class BehaviourRetention {
  constructor(
    private readonly registry: SegmentRegistry,
    private readonly totals: BehaviourTotalsRepository,
    @Inject(CONFIG) private readonly config: SegmentationConfig,
  ) {}

  /**
   * The list of rules is held still, and what is forgotten is noted for each type: a rule that is made later and would need
   * it is refused. True where there may be more.
   */
  async forget(tx: Transaction): Promise<boolean> {
    const types = await tx.query<{ type: string }>(
      `SELECT type FROM (
         WITH RECURSIVE t AS ((SELECT type FROM behaviour_events ORDER BY type LIMIT 1) UNION ALL SELECT (SELECT type FROM behaviour_events b WHERE b.type > t.type ORDER BY type LIMIT 1) FROM t WHERE t.type IS NOT NULL)
         SELECT type FROM t WHERE type IS NOT NULL) known
       WHERE EXISTS (SELECT FROM behaviour_events b WHERE b.type = known.type AND b.occurred_at < now() - make_interval(days => $1))`, [this.config.BEHAVIOUR_KEEP_DAYS]);
    if (types.length === 0) return false;
    const looks = await this.looks(tx);
    if (!(await this.totals.keep(tx, totalsFor(looks)))) return false;
    for (const { type } of types) if (await this.forgetType(tx, type, looks)) return true;
    return false;
  }

  /** Lets totals go that no rule needs any more. True where there may be more. */
  async dropTotals(tx: Transaction): Promise<boolean> {
    if (!(await this.totals.someMayGo(tx))) return false;
    await this.totals.keep(tx, totalsFor(await this.looks(tx)));
    return this.totals.drop(tx, UNASKED_KEPT);
  }

  /** Of all rules, which nobody changes before the end of the transaction. */
  private async looks(tx: Transaction): Promise<Look[]> {
    await this.registry.nodesToChange(tx);
    return (await tx.query<{ rule: Rule }>('SELECT rule FROM segments WHERE removed_at IS NULL')).flatMap(({ rule }) => looksOf(rule));
  }

  private async forgetType(tx: Transaction, type: string, looks: readonly Look[]): Promise<boolean> {
    const days = keptFor(type, looks, this.config.BEHAVIOUR_KEEP_DAYS);
    const { events, folded } = await this.totals.fold(tx, type, days);
    if (events === 0) return false;
    await tx.query(
      `INSERT INTO forgotten_behaviour AS f (type, until) VALUES ($1, now() - make_interval(days => $2)) ON CONFLICT (type) DO UPDATE SET until = greatest(f.until, excluded.until)`, [type, days]);
    tx.afterCommit(() => {
      forgotten.inc({ service: 'segmentation', kept: 'totals' }, folded);
      forgotten.inc({ service: 'segmentation', kept: 'nothing' }, events - folded);
    });
    return true;
  }
}
