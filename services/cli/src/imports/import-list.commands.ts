import { Command } from 'commander';
import { at } from '../api/api-client.ts';
import { act, examples } from '../session.ts';

const COLUMNS = ['importId', 'state', 'rows', 'created', 'updated', 'unchanged', 'rejected', 'startedAt', 'problem'];

export function importListCommands(): Command {
  const imports = new Command('imports').description('look at imports');
  examples(
    imports.command('list').description('list imports, the newest first').option('--limit <n>', 'how many at most', '20').option('--after <id>', 'continue after this import'),
    'imports list', 'imports list --limit 100 --json',
  ).action(
    act<{ limit: string; after?: string }>(async ({ api, out }, _args, { limit, after }) => out.list(await api.get('/v1/imports', { limit, after }), COLUMNS)),
  );
  examples(imports.command('show').description('show how far an import is, with its first rejections').argument('<id>'), 'imports show 0190a5e2-…')
    .action(act(async ({ api, out }, [id = '']) => out.thing(await api.get(at`/v1/imports/${id}`))));
  return examples(imports, 'imports list', 'imports show 0190a5e2-…');
}
