import { Command, Option } from 'commander';
import { at, type Json } from '../api/api-client.ts';
import { Failure } from '../failure.ts';
import { jsonOf } from '../input/read-file.ts';
import { details, table } from '../output/table.ts';
import { act, examples, paged, removes, shows, type Page } from '../session.ts';

const STEPS = {
  unschedule: 'make a draft of a scheduled campaign again',
  pause: 'stop sending within two seconds',
  resume: 'go on after a pause',
  'request-chunks': 'ask once more for what has not come of its audience',
  compact: 'make the ledger of a campaign that is over small, now',
  cancel: 'end it; what was not sent will not be',
};

export function campaignCommands(): Command {
  const campaigns = new Command('campaigns').description('mass messages to a segment, in arms, with a hold-out');
  examples(campaigns.command('list').description('list the campaigns'), 'campaigns list')
    .action(act(async ({ api, out }) => out.list(await api.get('/v1/campaigns'), ['id', 'name', 'state', 'segmentId', 'selected', 'createdAt'])));
  examples(
    campaigns.command('create').description('make a draft from JSON {name, segmentId, arms, assignment}').argument('<file>', 'the JSON, or -'),
    'campaigns create three-arms.json',
  ).action(act(async ({ api, out }, [file = '']) => out.thing(await api.post('/v1/campaigns', await jsonOf(file)))));
  examples(campaigns.command('show').description('show a campaign with its ledger').argument('<id>'), 'campaigns show 0190a5e2-…').action(shows((id) => at`/v1/campaigns/${id}`));
  examples(
    paged(campaigns.command('deliveries').description('list the ledger, row by row').argument('<id>').option('--state <state>', 'only these, like accepted, failed, held or in_doubt'), '100'),
    'campaigns deliveries 0190a5e2-… --state failed',
  ).action(act<Page & { state?: string }>(async ({ api, out }, [id = ''], query) =>
    out.list(await api.get(at`/v1/campaigns/${id}/deliveries`, { ...query }), ['seq', 'email', 'arm', 'state', 'reason', 'attempt', 'mark', 'updatedAt'])));
  examples(campaigns.command('reasons').description('sum up why deliveries are deferred, held or failed, by receiver').argument('<id>').option('--limit <n>', 'how many lines at most', '100'), 'campaigns reasons 0190a5e2-…')
    .action(act<{ limit: string }>(async ({ api, out }, [id = ''], query) =>
      out.list(await api.get(at`/v1/campaigns/${id}/reasons`, { ...query }), ['deliveries', 'state', 'reason', 'domain', 'attempts', 'nextAt'])));
  examples(campaigns.command('audience').description('show with whom its audience was frozen, who was left out and why, and how far it has gone out').argument('<id>'), 'campaigns audience 0190a5e2-…')
    .action(shows((id) => at`/v1/audiences/${id}`));
  examples(campaigns.command('audit').description('count every delivery, beside the counts that are kept').argument('<id>'), 'campaigns audit 0190a5e2-…')
    .action(shows((id) => at`/v1/campaigns/${id}/audit`));
  examples(campaigns.command('change').description('change a draft').argument('<id>').argument('<file>', 'JSON with what is to change, or -'), 'campaigns change 0190a5e2-… three-arms.json')
    .action(act(async ({ api, out }, [id = '', file = '']) => out.thing(await api.patch(at`/v1/campaigns/${id}`, await jsonOf(file)))));
  examples(campaigns.command('remove').description('remove a draft').argument('<id>'), 'campaigns remove 0190a5e2-…').action(removes((id) => at`/v1/campaigns/${id}`));
  examples(
    campaigns.command('launch').description('freeze the audience and send, now or at a time').argument('<id>').option('--at <time>', 'some time to come, like 2026-12-01T09:00:00+01:00'),
    'campaigns launch 0190a5e2-…', 'campaigns launch 0190a5e2-… --at 2026-12-01T09:00:00+01:00',
  ).action(act<{ at?: string }>(async ({ api, out }, [id = ''], { at: time }) => out.thing(await api.post(at`/v1/campaigns/${id}/launch`, time === undefined ? undefined : { at: time }))));
  examples(campaigns.command('weight').description('give it a larger or smaller share beside other campaigns that run').argument('<id>').argument('<weight>', '1 is the usual'), 'campaigns weight 0190a5e2-… 4')
    .action(act(async ({ api, out }, [id = '', weight = '']) => out.thing(await api.put(at`/v1/campaigns/${id}/weight`, { weight: Number(weight) }))));
  examples(campaigns.command('check').description('look at a campaign before the launch; exit status 1 where something is an error').argument('<id>'), 'campaigns check 0190a5e2-…').action(checks);
  examples(
    campaigns.command('resolve').description('say what became of deliveries in doubt: list them with deliveries --state in_doubt').argument('<id>')
      .addOption(new Option('--as <what>', 'it has arrived, it has not, or send it again').choices(['accepted', 'failed', 'sent_again']).makeOptionMandatory())
      .option('--seqs <n...>', 'only these numbers of the ledger'),
    'campaigns resolve 0190a5e2-… --as sent_again', 'campaigns resolve 0190a5e2-… --as accepted --seqs 17 4711',
  ).action(act<{ as: string; seqs?: string[] }>(async ({ api, out }, [id = ''], { as, seqs }) =>
    out.thing(await api.post(at`/v1/campaigns/${id}/in-doubt`, { as, ...(seqs ? { seqs: seqs.map(Number) } : {}) }))));
  for (const [step, description] of Object.entries(STEPS)) {
    examples(campaigns.command(step).description(description).argument('<id>'), `campaigns ${step} 0190a5e2-…`)
      .action(act(async ({ api, out }, [id = '']) => out.thing(await api.post(at`/v1/campaigns/${id}/${step}`))));
  }
  return examples(campaigns, 'campaigns create three-arms.json', 'campaigns launch 0190a5e2-…', 'campaigns show 0190a5e2-…');
}

const checks = act(async ({ api, out }, [id = '']) => {
  const answer = await api.get(at`/v1/campaigns/${id}/check`);
  const { findings, ...rest } = answer as { findings: Json[]; ready: boolean };
  out.show(answer, `${details(rest)}\n${table(findings, ['severity', 'code', 'about', 'message'])}`);
  if (!rest.ready) throw new Failure('the campaign is not ready: the findings of severity error say why');
});
