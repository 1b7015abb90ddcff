import { Command } from 'commander';
import { at } from '../api/api-client.ts';
import { Failure } from '../failure.ts';
import { table } from '../output/table.ts';
import { act, examples, type Session } from '../session.ts';
import { everyLetter, lettersOf, replay } from './dead-letters.ts';
import { serviceOption, servicesOf } from './service-option.ts';

export function deadLetterCommands(): Command {
  const letters = new Command('dead-letters').description('records that a service could not digest');
  examples(
    letters.command('list').description('list them, newest first').addOption(serviceOption('of this service only')).option('--limit <n>', 'how many of a service at most', '50'),
    'dead-letters list', 'dead-letters list --service dispatch --json',
  ).action(act(list));
  examples(letters.command('show').description('show one with its record').argument('<id>').addOption(serviceOption('whose it is').makeOptionMandatory()), 'dead-letters show 0190a5e2-… --service dispatch')
    .action(act<{ service: string }>(async ({ api, out }, [id = ''], { service }) => out.thing(await api.get(at`/v1/services/${service}/dead-letters/${id}`))));
  examples(
    letters.command('replay').description('give one, or all, to the handler again').argument('[id]').addOption(serviceOption('whose they are').makeOptionMandatory())
      .option('--all', 'all of the service that were not replayed yet, oldest first'),
    'dead-letters replay 0190a5e2-… --service dispatch', 'dead-letters replay --all --service dispatch',
  ).action(act(replaySome));
  return examples(letters, 'dead-letters list', 'dead-letters replay --all --service dispatch');
}

async function list({ api, out }: Session, _args: readonly string[], { service, limit }: { service?: string; limit: string }): Promise<void> {
  const found = (await Promise.all(servicesOf(service).map((name) => lettersOf(api, name, { limit })))).flat();
  out.show({ deadLetters: found }, table(found, ['service', 'id', 'topic', 'partition', 'offset', 'reason', 'createdAt', 'error']));
}

async function replaySome({ api, out }: Session, [id]: readonly string[], { service, all = false }: { service: string; all?: boolean }): Promise<void> {
  if ((id === undefined) !== all) throw new Failure('say either an id or --all');
  const ids = id === undefined ? (await everyLetter(api, service)).map((letter) => letter.id) : [id];
  const failed = await replay(api, service, ids);
  const result = { replayed: ids.length - failed.length, failed };
  out.show(result, `replayed ${result.replayed}, failed again ${failed.length}\n`);
  if (failed.length > 0) throw new Failure(`${failed.length} failed again; the first, ${failed[0]?.id}: ${failed[0]?.error}`);
}
