import { Command } from 'commander';
import { at, type ApiClient, type Json } from '../api/api-client.ts';
import { Failure, reasonOf } from '../failure.ts';
import { table } from '../output/table.ts';
import { act, examples } from '../session.ts';
import { serviceOption, servicesOf } from './service-option.ts';

interface Letter extends Json {
  readonly id: string;
}

const PAGE = 500;

async function lettersOf(api: ApiClient, service: string, query: { limit: number; before?: string }): Promise<Letter[]> {
  const { deadLetters = [] } = (await api.get(at`/v1/services/${service}/dead-letters`, query)) as { deadLetters?: Letter[] };
  return deadLetters.map((letter) => ({ service, ...letter }));
}

/** Oldest first, as they came. */
async function everyLetter(api: ApiClient, service: string): Promise<Letter[]> {
  const all: Letter[] = [];
  for (;;) {
    const before = all.at(-1)?.id;
    const page = await lettersOf(api, service, { limit: PAGE, ...(before === undefined ? {} : { before }) });
    all.push(...page);
    if (page.length < PAGE) return all.toReversed();
  }
}

interface ReplayOptions {
  readonly service: string;
  readonly all?: boolean;
}

export function deadLetterCommands(): Command {
  const letters = new Command('dead-letters').description('records that a service could not digest');
  examples(
    letters.command('list').description('list them, newest first').addOption(serviceOption('of this service only')).option('--limit <n>', 'how many of a service at most', '50'),
    'dead-letters list', 'dead-letters list --service dispatch --json',
  ).action(
    act<{ service?: string; limit: string }>(async ({ api, out }, _args, { service, limit }) => {
      const found = (await Promise.all(servicesOf(service).map((name) => lettersOf(api, name, { limit: Number(limit) })))).flat();
      out.show({ deadLetters: found }, table(found, ['service', 'id', 'topic', 'partition', 'offset', 'reason', 'createdAt', 'error']));
    }),
  );
  examples(letters.command('show').description('show one with its record').argument('<id>').addOption(serviceOption('whose it is').makeOptionMandatory()), 'dead-letters show 0190a5e2-… --service dispatch')
    .action(act<{ service: string }>(async ({ api, out }, [id = ''], { service }) => out.thing(await api.get(at`/v1/services/${service}/dead-letters/${id}`))));
  examples(
    letters.command('replay').description('give one, or all, to the handler again').argument('[id]').addOption(serviceOption('whose they are').makeOptionMandatory())
      .option('--all', 'all of the service that were not replayed yet, oldest first'),
    'dead-letters replay 0190a5e2-… --service dispatch', 'dead-letters replay --all --service dispatch',
  ).action(
    act<ReplayOptions>(async ({ api, out }, [id], { service, all = false }) => {
      if ((id === undefined) !== all) throw new Failure('say either an id or --all');
      const ids = id === undefined ? (await everyLetter(api, service)).map((letter) => letter.id) : [id];
      const failed = await replay(api, service, ids);
      const result = { replayed: ids.length - failed.length, failed };
      out.show(result, `replayed ${result.replayed}, failed again ${failed.length}\n`);
      if (failed.length > 0) throw new Failure(`${failed.length} failed again; the first, ${failed[0]?.id}: ${failed[0]?.error}`);
    }),
  );
  return examples(letters, 'dead-letters list', 'dead-letters replay --all --service dispatch');
}

async function replay(api: ApiClient, service: string, ids: readonly string[]): Promise<{ id: string; error: string }[]> {
  const failed: { id: string; error: string }[] = [];
  for (const id of ids) {
    await api.post(at`/v1/services/${service}/dead-letters/${id}/replay`).catch((error: unknown) => failed.push({ id, error: reasonOf(error) }));
  }
  return failed;
}
