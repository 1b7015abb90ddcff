import { columnsOf, type Queryable } from '@widecast/database';
import type { Rule } from '@widecast/rules';
import { Invalid } from '@widecast/service-kit';
import { looksOf, type Look } from './behaviour-horizon.ts';

interface Forgotten {
  readonly until: string;
  /** How many whole days of events there are. */
  readonly days: number;
  /** Whether totals tell of what there was before. */
  readonly hasTotals: boolean;
}

/** A rule that looks further back than events, or totals of them, are kept would be wrong without anybody seeing it. */
export async function refuseForgotten(db: Queryable, rule: Rule): Promise<void> {
  const looks = looksOf(rule);
  if (looks.length === 0) return;
  const rows = await db.query<{ n: number } & Forgotten>(
    `SELECT w.n::int, to_json(f.until) #>> '{}' AS until, floor(extract(epoch FROM now() - f.until) / 86400)::int AS days, k.type IS NOT NULL AS "hasTotals"
     FROM unnest($1::text[], $2::uuid[]) WITH ORDINALITY AS w (type, campaign_id, n) JOIN forgotten_behaviour f USING (type)
     LEFT JOIN kept_totals k ON k.type = w.type AND k.campaign_id IS NOT DISTINCT FROM w.campaign_id AND NOT k.dropping ORDER BY w.n`,
    columnsOf(looks, ({ type }) => type, ({ campaignId }) => campaignId));
  const defects = [...new Set(rows.flatMap(({ n, ...forgotten }) => defectOf(looks[n - 1], forgotten) ?? []))].map((message) => ({ field: 'body.rule', message }));
  if (defects.length > 0) throw new Invalid(`The rule looks further back than events are kept: ${defects[0]?.message}`, defects);
}

function defectOf(look: Look | undefined, { until, days, hasTotals }: Forgotten): string | undefined {
  if (!look) return undefined;
  const gone = `single events "${look.type}" before ${until.slice(0, 10)} are not kept any more (BEHAVIOUR_KEEP_DAYS)`;
  if (look.ever && hasTotals) return look.days > days ? `${gone}: compare with a date, or with ${days} days ago at most, daysFromNow: ${-days}` : undefined;
  const noTotals = look.ever ? `, nor totals of those ${look.campaignId === null ? 'of all campaigns' : `of the campaign ${look.campaignId}`}` : '';
  return look.ever || look.days > days ? `${gone}${noTotals}: look at most ${days} days back, within: {"days": ${days}}` : undefined;
}
