import { Command } from 'commander';
import { at } from '../api/api-client.ts';
import { act, examples, paged, shows, type Page } from '../session.ts';

const COLUMNS = ['importId', 'state', 'rows', 'created', 'updated', 'unchanged', 'rejected', 'startedAt', 'problem'];

export function importLookupCommands(): Command {
  const imports = new Command('imports').description('what became of an import');
  examples(paged(imports.command('list').description('list imports, the newest first'), '20'), 'imports list', 'imports list --limit 100 --json')
    .action(act<Page>(async ({ api, out }, _args, query) => out.list(await api.get('/v1/imports', { ...query }), COLUMNS)));
  examples(imports.command('show').description('show how far an import is, with its first rejections').argument('<id>'), 'imports show 0190a5e2-…')
    .action(shows((id) => at`/v1/imports/${id}`));
  examples(imports.command('rejections').description('print all rejected rows of an import as CSV: line, column, reason').argument('<id>'), 'imports rejections 0190a5e2-… > rejected.csv').action(
    act(async ({ api, out }, [id = '']) => out.raw('csv', await api.bytes(at`/v1/imports/${id}/rejections`))),
  );
  return examples(imports, 'imports list', 'imports show 0190a5e2-…', 'imports rejections 0190a5e2-… > rejected.csv');
}
