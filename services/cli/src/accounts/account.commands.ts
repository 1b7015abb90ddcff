import { Command } from 'commander';
import { at } from '../api/api-client.ts';
import { act, examples, paged, shows, type Page } from '../session.ts';

interface ListOptions extends Page {
  readonly tier?: string;
  readonly handedOff?: boolean;
  readonly withheld?: boolean;
}

export function accountCommands(): Command {
  const accounts = new Command('accounts').description('companies, their tiers with the evidence, and who was handed off');
  examples(
    paged(accounts.command('list').description('list accounts').option('--tier <tier>', 'SOHO, SMB, UMM, ENTERPRISE or UNKNOWN')
      .option('--handed-off', 'only those handed to account-based sales').option('--withheld', 'only those that get no mass messages, because they are large or may be')),
    'accounts list --handed-off', 'accounts list --withheld --tier SMB', 'accounts list --tier UNKNOWN --limit 500 --json',
  ).action(
    act<ListOptions>(async ({ api, out }, _args, { withheld, ...query }) => {
      out.list(await api.get('/v1/accounts', { ...query, ...(withheld ? { massTreatment: false } : {}) }), ['id', 'key', 'name', 'tier', 'confidence', 'upper', 'massTreatment', 'contacts', 'handedOff']);
    }),
  );
  examples(accounts.command('show').description('show an account with the evidence of its tier').argument('<id>'), 'accounts show 0190a5e2-…')
    .action(shows((id) => at`/v1/accounts/${id}`));
  examples(accounts.command('joined').description('the accounts that are one company with it').argument('<id>'), 'accounts joined 0190a5e2-…').action(shows((id) => at`/v1/accounts/${id}/joined`));
  examples(accounts.command('attach').description('attach it to its parent, whatever lists tell').argument('<id>').argument('<parent>', 'its id, or lists: what lists tell counts again'), 'accounts attach 0190a5e2-… 0190a5e3-…', 'accounts attach 0190a5e2-… lists')
    .action(act(async ({ api, out }, [id = '', parentId = '']) => out.thing(await (parentId === 'lists' ? api.delete(at`/v1/accounts/${id}/parent`) : api.put(at`/v1/accounts/${id}/parent`, { parentId })))));
  examples(accounts.command('detach').description('it has no parent, whatever lists tell').argument('<id>'), 'accounts detach 0190a5e2-…')
    .action(act(async ({ api, out }, [id = '']) => out.thing(await api.put(at`/v1/accounts/${id}/parent`, { parentId: null }))));
  examples(
    accounts.command('merge').description('merge another account into it, with people, facts and history; `unmerge` undoes it').argument('<id>', 'the account that stays').argument('<other>').option('--note <text>'),
    'accounts merge 0190a5e2-… 0190a5e3-… --note "one company, two lists"',
  )
    .action(act<{ note?: string }>(async ({ api, out }, [id = '', accountId = ''], body) => out.thing(await api.post(at`/v1/accounts/${id}/merges`, { accountId, ...body }))));
  examples(accounts.command('merges').description('the accounts that were merged into it').argument('<id>'), 'accounts merges 0190a5e2-…')
    .action(act(async ({ api, out }, [id = '']) => out.list(await api.get(at`/v1/accounts/${id}/merges`), ['accountId', 'key', 'name', 'contacts', 'by', 'at', 'note'])));
  examples(accounts.command('unmerge').description('undo the merge of this account into another one').argument('<id>', 'the account that was merged'), 'accounts unmerge 0190a5e3-…')
    .action(act(async ({ api, out }, [id = '']) => out.thing(await api.post(at`/v1/accounts/${id}/unmerge`, {}))));
  addVerdictCommands(accounts);
  return examples(accounts, 'accounts list --handed-off', 'accounts show 0190a5e2-…');
}

function addVerdictCommands(accounts: Command): void {
  examples(
    accounts.command('tier').description('say by hand which tier it has, above every signal; "policy" takes that back').argument('<id>').argument('<tier>', 'SOHO, SMB, UMM, ENTERPRISE, or policy').option('--note <text>', 'why'),
    'accounts tier 0190a5e2-… SMB --note "one shop of a chain"', 'accounts tier 0190a5e2-… policy',
  )
    .action(act<{ note?: string }>(async ({ api, out }, [id = '', tier = ''], body) => out.thing(await api.put(at`/v1/accounts/${id}/tier`, { tier: tier === 'policy' ? null : tier, ...body }))));
  examples(accounts.command('verdicts').description('how it was judged over time, and on what evidence').argument('<id>'), 'accounts verdicts 0190a5e2-…', 'accounts verdicts 0190a5e2-… --json')
    .action(act(async ({ api, out }, [id = '']) => out.list(await api.get(at`/v1/accounts/${id}/verdicts`), ['judgedAt', 'tier', 'confidence', 'massTreatment', 'policyVersion', 'evidence'])));
}
