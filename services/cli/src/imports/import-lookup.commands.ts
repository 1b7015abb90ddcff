import { Command } from 'commander';
import { at } from '../api/api-client.ts';
import { act, examples, shows } from '../session.ts';

export function importLookupCommands(): Command {
  const imports = new Command('imports').description('what became of an import');
  examples(imports.command('show').description('show how far an import is, with its first rejections').argument('<id>'), 'imports show 0190a5e2-…')
    .action(shows((id) => at`/v1/imports/${id}`));
  examples(imports.command('rejections').description('print all rejected rows of an import as CSV: line, column, reason').argument('<id>'), 'imports rejections 0190a5e2-… > rejected.csv').action(
    act(async ({ api, out }, [id = '']) => out.raw('csv', await api.bytes(at`/v1/imports/${id}/rejections`))),
  );
  return examples(imports, 'imports show 0190a5e2-…', 'imports rejections 0190a5e2-… > rejected.csv');
}
