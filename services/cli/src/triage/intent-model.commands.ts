import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { at } from '../api/api-client.ts';
import { Failure, reasonOf } from '../failure.ts';
import { act, examples, shows } from '../session.ts';

/** Models that the service trains from labelled tickets, and which of them serves. */
export function intentModelCommands(): Command {
  const models = new Command('intent-models').description('models of intents that the service trains from labelled tickets');
  examples(models.command('list').description('list the models, newest first'), 'intent-models list')
    .action(act(async ({ api, out }) => out.list(await api.get('/v1/intent-models'), ['id', 'state', 'serving', 'labels', 'createdAt', 'actor', 'reason', 'unreadable'])));
  examples(models.command('show').description('show a model with its card').argument('<id>'), 'intent-models show 0190a5e2-…').action(shows((id) => at`/v1/intent-models/${id}`));
  examples(models.command('train').description('train a model from the labelled tickets').option('--boxed', 'also from the letters of the boxed start'), 'intent-models train --boxed')
    .action(act<{ boxed?: boolean }>(async ({ api, out }, _args, { boxed = false }) => out.thing(await api.post('/v1/intent-models', { boxed }))));
  examples(models.command('compare').description('hold a model against what serves now, on tickets that neither has seen').argument('<id>'), 'intent-models compare 0190a5e2-…')
    .action(shows((id) => at`/v1/intent-models/${id}/comparison`));
  examples(models.command('serve').description('put a model into service that is better').argument('<id>').option('--force <why>', 'also where it is not shown to be better'), 'intent-models serve 0190a5e2-…')
    .action(act<{ force?: string }>(async ({ api, out }, [id = ''], { force }) => out.thing(await api.post(at`/v1/intent-models/${id}/serve`, { force }))));
  examples(models.command('roll-back').description('go back to what served before').requiredOption('--why <reason>'), 'intent-models roll-back --why "too many wrong refunds"')
    .action(act<{ why: string }>(async ({ api, out }, _args, { why }) => out.thing(await api.post('/v1/intent-models/roll-back', { why }))));
  examples(models.command('save').description('save the file of a model').argument('<id>').argument('<file>'), 'intent-models save 0190a5e2-… intents.model')
    .action(act(async ({ api, out }, [id = '', file = '']) => {
      const bytes = await api.bytes(at`/v1/intent-models/${id}/file`);
      await writeFile(file, bytes).catch((error: unknown) => {
        throw new Failure(`${file} cannot be written: ${reasonOf(error)}`);
      });
      out.show({ file, bytes: bytes.length }, `saved ${file}, ${bytes.length} bytes\n`);
    }));
  return examples(models, 'intent-models train', 'intent-models compare 0190a5e2-…', 'intent-models serve 0190a5e2-…');
}
