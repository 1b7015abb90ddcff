import { Command } from 'commander';
import { at } from '../api/api-client.ts';
import { act, examples, paged, shows, type Page } from '../session.ts';

interface ListOptions extends Page {
  readonly tier?: string;
  readonly handedOff?: boolean;
}

export function accountCommands(): Command {
  const accounts = new Command('accounts').description('companies, their tiers with the evidence, and who was handed off');
  examples(
    paged(accounts.command('list').description('list accounts').option('--tier <tier>', 'SOHO, SMB, UMM, ENTERPRISE or UNKNOWN').option('--handed-off', 'only those handed to account-based sales')),
    'accounts list --handed-off', 'accounts list --tier UNKNOWN --limit 500 --json',
  ).action(
    act<ListOptions>(async ({ api, out }, _args, query) => out.list(await api.get('/v1/accounts', { ...query }), ['id', 'key', 'name', 'tier', 'confidence', 'contacts', 'handedOff'])),
  );
  examples(accounts.command('show').description('show an account with the evidence of its tier').argument('<id>'), 'accounts show 0190a5e2-…')
    .action(shows((id) => at`/v1/accounts/${id}`));
  examples(accounts.command('joined').description('the accounts that are one company with it').argument('<id>'), 'accounts joined 0190a5e2-…').action(shows((id) => at`/v1/accounts/${id}/joined`));
  examples(accounts.command('attach').description('attach it to its parent').argument('<id>').argument('<parent>'), 'accounts attach 0190a5e2-… 0190a5e3-…')
    .action(act(async ({ api, out }, [id = '', parentId = '']) => out.thing(await api.put(at`/v1/accounts/${id}/parent`, { parentId }))));
  examples(accounts.command('detach').description('it has no parent, whatever lists tell').argument('<id>'), 'accounts detach 0190a5e2-…')
    .action(act(async ({ api, out }, [id = '']) => out.thing(await api.put(at`/v1/accounts/${id}/parent`, { parentId: null }))));
  return examples(accounts, 'accounts list --handed-off', 'accounts show 0190a5e2-…');
}
