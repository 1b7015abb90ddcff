import { Command } from 'commander';
import { at, type ApiClient } from '../api/api-client.ts';
import { act, examples, paged, shows, type Page } from '../session.ts';

interface ListOptions extends Page {
  readonly state?: string;
  readonly contested?: boolean;
}

const PAGE = 1000;

async function everyHandOff(api: ApiClient, state: string | undefined): Promise<unknown[]> {
  const all: unknown[] = [];
  for (let after: string | null | undefined; after !== null;) {
    const page: { handOffs?: unknown[]; after?: string | null } = await api.get('/v1/hand-offs', { state, after, limit: PAGE });
    all.push(...(page.handOffs ?? []));
    after = page.after ?? null;
  }
  return all;
}

/** The account-based list: companies that left mass treatment. */
export function handOffCommands(): Command {
  const handOffs = new Command('hand-offs').description('companies that are too large for mass treatment: accept, snooze or give back');
  examples(paged(handOffs.command('list').description('list them').option('--state <state>', 'open, accepted or snoozed').option('--contested', 'only those that would be small by a figure that fell far')), 'hand-offs list --state open', 'hand-offs list --contested', 'hand-offs list --json')
    .action(act<ListOptions>(async ({ api, out }, _args, query) => out.list(await api.get('/v1/hand-offs', { ...query }), ['id', 'key', 'name', 'tier', 'confidence', 'state', 'contacts', 'since'])));
  examples(handOffs.command('show').description('show the file: people, what they did, reasons, earlier tiers').argument('<account>'), 'hand-offs show 0190a5e2-…').action(shows((id) => at`/v1/hand-offs/${id}`));
  examples(handOffs.command('accept').description('take it over').argument('<account>').option('--note <text>'), 'hand-offs accept 0190a5e2-… --note "called"')
    .action(act<{ note?: string }>(async ({ api, out }, [id = ''], body) => out.thing(await api.post(at`/v1/hand-offs/${id}/accept`, body))));
  examples(
    handOffs.command('snooze').description('look at it later').argument('<account>').requiredOption('--until <moment>', 'like 2027-01-31T09:00:00Z').option('--note <text>'),
    'hand-offs snooze 0190a5e2-… --until 2027-01-31T09:00:00Z',
  )
    .action(act<{ until: string; note?: string }>(async ({ api, out }, [id = ''], body) => out.thing(await api.post(at`/v1/hand-offs/${id}/snooze`, body))));
  examples(
    handOffs.command('return').description('give it back to mass treatment: it is small').argument('<account>').option('--tier <tier>', 'SOHO or SMB', 'SMB').option('--note <text>'),
    'hand-offs return 0190a5e2-… --tier SOHO',
  )
    .action(act<{ tier: string; note?: string }>(async ({ api, out }, [id = ''], body) => out.thing(await api.post(at`/v1/hand-offs/${id}/return`, body))));
  examples(handOffs.command('export').description('the whole list as CSV for a CRM, or with --json as JSON').option('--state <state>', 'open, accepted or snoozed'), 'hand-offs export > accounts.csv', 'hand-offs export --state open --json')
    .action(act<{ state?: string }>(async ({ api, out }, _args, { state }) => {
      if (out.json) out.thing({ handOffs: await everyHandOff(api, state) });
      else out.raw('csv', await api.bytes('/v1/hand-offs/export', { state }));
    }));
  const webhook = new Command('webhook').description('the program that is told of each hand-off');
  examples(webhook.command('set').description('tell this address from now on; shows its secret once').argument('<url>'), 'hand-offs webhook set https://crm.example/widecast')
    .action(act(async ({ api, out }, [url = '']) => out.thing(await api.put('/v1/hand-offs/webhook', { url }))));
  examples(webhook.command('show').description('what waits for it'), 'hand-offs webhook show').action(shows(() => '/v1/hand-offs/webhook'));
  examples(webhook.command('remove').description('tell nobody any more'), 'hand-offs webhook remove')
    .action(act(async ({ api }) => void (await api.delete('/v1/hand-offs/webhook'))));
  handOffs.addCommand(examples(webhook, 'hand-offs webhook set https://crm.example/widecast'));
  return examples(handOffs, 'hand-offs list --state open', 'hand-offs accept 0190a5e2-… --note "called"');
}
