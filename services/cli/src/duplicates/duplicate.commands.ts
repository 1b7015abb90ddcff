import { Command } from 'commander';
import { at, type Json } from '../api/api-client.ts';
import { table } from '../output/table.ts';
import { act, examples, paged, shows, type Page } from '../session.ts';

interface ListOptions extends Page {
  readonly dismissed?: boolean;
  readonly account?: string;
}

const nameOf = (account: Json | undefined): string => `${String(account?.['name'] ?? account?.['key'])} (${String(account?.['id'])}, ${String(account?.['contacts'])} contacts)`;

function pairsText({ duplicates = [] }: { duplicates?: Json[] }): string {
  const rows = duplicates.map(({ id, score, accounts, reasons }): Json => {
    const [one, other] = accounts as Json[];
    return { id, score, one: nameOf(one), other: nameOf(other), reasons: (reasons as Json[]).map(({ kind, value }) => `${String(kind)} ${String(value)}`).join('; ') };
  });
  return table(rows, ['id', 'score', 'one', 'other', 'reasons']);
}

/** Accounts that may be one company. */
export function duplicateCommands(): Command {
  const duplicates = new Command('duplicates').description('accounts that may be one company: look, merge, or say that they are not');
  examples(
    paged(duplicates.command('list').description('list pairs, the likeliest first').option('--dismissed', 'only those that somebody has dismissed').option('--account <id>', 'only those with this account')),
    'duplicates list', 'duplicates list --account 0190a5e2-… --json',
  )
    .action(act<ListOptions>(async ({ api, out }, _args, { dismissed, ...query }) => {
      const answer = await api.get('/v1/duplicates', { ...query, ...(dismissed ? { dismissed: true } : {}) });
      out.show(answer, pairsText(answer));
    }));
  examples(duplicates.command('search').description('look for them now, in the background'), 'duplicates search').action(act(async ({ api, out }) => out.thing(await api.post('/v1/duplicates/search', {}))));
  examples(duplicates.command('state').description('how far the search is'), 'duplicates state').action(shows(() => '/v1/duplicates/search'));
  examples(
    duplicates.command('merge').description('merge a pair; `accounts unmerge` undoes it').argument('<pair>').requiredOption('--into <account>', 'the account that stays').option('--note <text>'), 'duplicates merge 0190a5e2-… --into 0190a5e3-…',
  )
    .action(act<{ into: string; note?: string }>(async ({ api, out }, [id = ''], { into, ...body }) => out.thing(await api.post(at`/v1/duplicates/${id}/merge`, { intoId: into, ...body }))));
  examples(duplicates.command('dismiss').description('they are not one; they are not proposed again').argument('<pair>').option('--note <text>'), 'duplicates dismiss 0190a5e2-… --note "two shops"')
    .action(act<{ note?: string }>(async ({ api, out }, [id = ''], body) => out.thing(await api.post(at`/v1/duplicates/${id}/dismiss`, body))));
  examples(duplicates.command('merges').description('list the accounts that were merged into others, the last first'), 'duplicates merges')
    .action(act(async ({ api, out }) => out.list(await api.get('/v1/duplicates/merges'), ['accountId', 'key', 'name', 'intoId', 'contacts', 'by', 'at', 'note'])));
  return examples(duplicates, 'duplicates list', 'duplicates merge 0190a5e2-… --into 0190a5e3-…');
}
