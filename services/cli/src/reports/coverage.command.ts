import { Command } from 'commander';
import { at, type Json } from '../api/api-client.ts';
import { table } from '../output/table.ts';
import { act, examples } from '../session.ts';
import { interval, percent } from './rates.ts';

interface CoverageOptions {
  readonly csv?: true;
  readonly [filter: string]: string | true | undefined;
}

const DIMENSIONS = ['region', 'industry', 'tier'] as const;

const namesOf = (area: Json): Json => Object.fromEntries(DIMENSIONS.filter((name) => name in area).map((name) => [name, area[name]]));
const leftOutOf = (area: Json): string => Object.entries(area['leftOut'] as Json).filter(([, count]) => count !== 0).map(([reason, count]) => `${reason} ${String(count)}`).join(', ') || '–';
const depthOf = (area: Json): string => (area['depth'] as Json[]).map(({ contacts }) => String(contacts)).join(' / ');

const rowOf = (area: Json): Json => ({
  ...namesOf(area), accounts: area['accounts'], contacts: area['contacts'], reachable: area['reachable'], touched: area['touched'], untouched: area['untouched'],
  coverage: percent(area['coverage']), '95 %': interval(area['interval']), saturation: percent(area['saturation']), '95 % of it': interval(area['saturationInterval']),
  '0 / 1 / 2 / 3 / 4 / 5+ messages': depthOf(area), 'left out': leftOutOf(area),
});
const touchOf = (touch: Json): Json => ({
  message: touch['touch'], contacts: touch['contacts'], answered: touch['answered'], rate: percent(touch['rate']), '95 %': interval(touch['interval']),
  'the same, their first': percent(touch['firstRate']), difference: percent(touch['difference']), '95 % of it': interval(touch['differenceInterval']),
});
const tableOf = (rows: readonly Json[]): string => table(rows, Object.keys(rows[0] ?? {}));

function marketText({ total, areas, moreAreas, answers }: Json): string {
  const more = moreAreas === 0 ? '' : `and ${String(moreAreas)} more areas\n`;
  const { response, window, touches } = answers as Json;
  return `${tableOf([...(areas as Json[]), total as Json].map(rowOf))}the last line is all of it\n${more}\nanswered (${String(response)}, within ${String(window)} days), the first message, the second …\n${tableOf((touches as Json[]).map(touchOf))}`;
}

/** Where nobody tells a dimension, all of the market is one area. */
function untoldIn({ areas }: Json): string[] {
  return (['region', 'industry'] as const).filter((name) => (areas as Json[]).length > 0 && (areas as Json[]).every((area) => area[name] === null))
    .map((name) => `no contact tells the ${name}: name the attribute that does in ${name.toUpperCase()}_FIELDS, or import one called ${name}`);
}

/** Of one segment, or of the market by areas. */
export function coverageCommand(): Command {
  const command = new Command('coverage').description('how far the market is worked by areas, or which share of one segment was')
    .argument('[segment]', 'the id of a segment; without one: the market')
    .option('--by <names>', 'region, industry, tier: one or more, commas between')
    .option('--region <name>').option('--industry <name>').option('--tier <tier>')
    .option('--days <n>', 'what counts as lately').option('--response <type>', 'the behaviour that counts as an answer').option('--window <days>', 'in which it counts for a message')
    .option('--limit <n>', 'at most so many areas').option('--csv', 'the areas as CSV');
  return examples(command, 'report coverage --by region,tier', 'report coverage --by industry --region Bavaria --days 90', 'report coverage --by region --csv > regions.csv', 'report coverage 0190a5e2-…')
    .action(act<CoverageOptions>(async ({ api, out }, [segment], { csv, ...query }) => {
      if (segment !== undefined) return out.thing(await api.get(at`/v1/reports/segments/${segment}/coverage`));
      if (csv) return out.raw('csv', await api.bytes('/v1/reports/coverage/export', query));
      const answer = await api.get('/v1/reports/coverage', query);
      out.show(answer, marketText(answer));
      for (const note of untoldIn(answer)) out.note(note);
    }));
}
