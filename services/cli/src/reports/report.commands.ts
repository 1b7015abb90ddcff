import { Command } from 'commander';
import { at, type Json } from '../api/api-client.ts';
import { table } from '../output/table.ts';
import { act, examples, shows } from '../session.ts';
import { coverageCommand } from './coverage.command.ts';
import { interval, percent } from './rates.ts';


const armOf = (arm: Json): Json => ({
  arm: arm['arm'], customers: arm['customers'], sent: arm['sent'],
  visits: arm['visits'], 'visit rate': percent(arm['visitRate']), '95 % of visits': interval(arm['visitInterval']),
  conversions: arm['conversions'], 'conversion rate': percent(arm['conversionRate']), '95 % of conversions': interval(arm['conversionInterval']),
  spend: arm['spend'], 'spend each': arm['spendPerCustomer'],
});
const liftOf = (lift: Json): Json => ({
  lift: `${String(lift['arm'])} against ${String(lift['against'])}`, metric: lift['metric'],
  difference: percent(lift['difference']), '95 %': interval(lift['interval']), relative: percent(lift['relative']),
});

function campaignText({ arms = [], lifts = [] }: { arms?: Json[]; lifts?: Json[] }): string {
  const rows = arms.map(armOf);
  const compared = lifts.map(liftOf);
  return `${table(rows, Object.keys(rows[0] ?? {}))}\n${table(compared, Object.keys(compared[0] ?? {}))}`;
}

function touchesText({ touches = [], ...counts }: { touches?: Json[] }): string {
  const rows = touches.map(({ source, ...touch }): Json => ({ at: touch['at'], account: touch['name'] ?? touch['key'], contact: touch['contactId'], from: sourceOf(source as Json),
    upper: touch['upper'], 'judged then': `${String(touch['tierThen'])} ${percent(touch['confidenceThen'])}`, 'judged now': `${String(touch['tierNow'])} ${percent(touch['confidenceNow'])}` }));
  return `${table([counts], Object.keys(counts))}\n${table(rows, Object.keys(rows[0] ?? {}))}`;
}

const sourceOf = ({ kind, id, name }: Json): string => `${String(kind)} ${String(name ?? id)}`;

export function reportCommands(): Command {
  const report = new Command('report').description('what came of it, as rates with 95 % intervals');
  examples(report.command('overview').description('what was counted in all'), 'report overview').action(shows(() => '/v1/reports/overview'));
  examples(
    report.command('campaign').description('the arms of a campaign, and what each brought over the hold-out').argument('<id>')
      .option('--visit <type>', 'the behaviour that counts as a visit').option('--conversion <type>', 'the behaviour that counts as a conversion'),
    'report campaign 0190a5e2-… --visit visited --conversion purchased',
  ).action(
    act<{ visit?: string; conversion?: string }>(async ({ api, out }, [id = ''], query) => {
      const answer = await api.get(at`/v1/reports/campaigns/${id}`, { ...query });
      out.show(answer, campaignText(answer));
    }),
  );
  report.addCommand(coverageCommand());
  examples(report.command('tickets').description('tickets in figures'), 'report tickets').action(shows(() => '/v1/reports/tickets'));
  examples(report.command('funnel').description('a funnel in figures').argument('<id>'), 'report funnel 0190a5e2-…')
    .action(shows((id) => at`/v1/reports/funnels/${id}`));
  examples(
    report.command('mass-touches').description('upper-tier accounts that got mass messages: who, when, from which campaign, and how they were judged then').option('--limit <n>', 'at most so many'),
    'report mass-touches', 'report mass-touches --limit 1000 --json',
  ).action(
    act<{ limit?: string }>(async ({ api, out }, _args, query) => {
      const answer = await api.get('/v1/reports/mass-touches', { ...query });
      out.show(answer, touchesText(answer));
    }),
  );
  return examples(report, 'report campaign 0190a5e2-…', 'report coverage --by region,tier');
}
