import { Command } from 'commander';
import { at } from '../api/api-client.ts';
import { Failure } from '../failure.ts';
import { jsonOf } from '../input/read-file.ts';
import { table } from '../output/table.ts';
import { act, examples, paged, shows, type Page } from '../session.ts';

interface CreateOptions {
  readonly boxed?: string;
  readonly definition?: string;
  readonly set?: readonly string[];
}

interface Boxed {
  readonly settings?: { readonly properties?: object; readonly required?: readonly string[] };
}

/** Its settings by name; those that must be given are marked. */
const boxedRow = ({ settings: { properties = {}, required = [] } = {}, ...rest }: Boxed): Record<string, unknown> =>
  ({ ...rest, settings: Object.keys(properties).map((name) => (required.includes(name) ? `${name}*` : name)) });

export function funnelCommands(): Command {
  const funnels = new Command('funnels').description('sequences that every contact passes by himself');
  examples(funnels.command('boxed').description('list the ready-made funnels and their settings; those with * must be given'), 'funnels boxed')
    .action(act(async ({ api, out }) => {
      const answer = await api.get('/v1/funnels/boxed');
      out.show(answer, table(((answer['boxed'] ?? []) as Boxed[]).map(boxedRow), ['key', 'name', 'settings', 'summary']));
    }));
  examples(funnels.command('list').description('list the funnels'), 'funnels list')
    .action(act(async ({ api, out }) => out.list(await api.get('/v1/funnels'), ['id', 'name', 'version', 'state'])));
  examples(funnels.command('show').description('show a funnel with its counts').argument('<id>'), 'funnels show 0190a5e2-…')
    .action(shows((id) => at`/v1/funnels/${id}`));
  examples(
    paged(funnels.command('contacts').description('list the contacts of a funnel and where they stand').argument('<id>').option('--state <state>', 'active, goal, exited or completed'), '100'),
    'funnels contacts 0190a5e2-… --state active',
  ).action(act<Page & { state?: string }>(async ({ api, out }, [id = ''], query) =>
    out.list(await api.get(at`/v1/funnels/${id}/contacts`, { ...query }), ['contactId', 'version', 'step', 'state', 'dueAt', 'enteredAt', 'movedAt'])));
  examples(
    funnels.command('create').description('make a funnel, boxed or defined by yourself').argument('<name>').option('--boxed <key>', 'the ready-made one')
      .option('--set <name=value...>', 'a setting of the boxed one; JSON or text').option('--definition <file>', 'your own, JSON or -'),
    'funnels create "Win back" --boxed win-back --set segmentId=0190a5e2-… templateIds=\'{"first": "0190a5e7-…", "last": "0190a5e8-…"}\' waitSeconds=259200',
    'funnels create Mine --definition funnel.json',
  ).action(act<CreateOptions>(async ({ api, out }, [name = ''], options) => out.thing(await api.post('/v1/funnels', { name, ...(await kindOf(options)) }))));
  addSteps(funnels);
  return examples(funnels, 'funnels boxed', 'funnels create --help');
}

function addSteps(funnels: Command): void {
  examples(funnels.command('revise').description('give a funnel a new version; who is in it stays on the old one').argument('<id>').argument('<file>', 'the definition, JSON or -'), 'funnels revise 0190a5e2-… funnel.json')
    .action(act(async ({ api, out }, [id = '', file = '']) => out.thing(await api.put(at`/v1/funnels/${id}`, { definition: await jsonOf(file) }))));
  examples(
    funnels.command('activate').description('let contacts in').argument('<id>').option('--include-members', 'also those who are in the segment already'),
    'funnels activate 0190a5e2-…', 'funnels activate 0190a5e2-… --include-members',
  ).action(act<{ includeMembers?: boolean }>(async ({ api, out }, [id = ''], { includeMembers = false }) => out.thing(await api.post(at`/v1/funnels/${id}/activate`, { includeMembers }))));
  examples(funnels.command('stop').description('let nobody go on').argument('<id>'), 'funnels stop 0190a5e2-…')
    .action(act(async ({ api, out }, [id = '']) => out.thing(await api.post(at`/v1/funnels/${id}/stop`))));
}

async function kindOf({ boxed, definition, set = [] }: CreateOptions): Promise<object> {
  if ((boxed === undefined) === (definition === undefined)) throw new Failure('say either --boxed KEY or --definition FILE');
  return definition === undefined ? { boxed, settings: Object.fromEntries(set.map(settingIn)) } : { definition: await jsonOf(definition) };
}

function settingIn(text: string): [string, unknown] {
  const [name = '', value] = text.split(/=(.*)/s, 2);
  if (value === undefined) throw new Failure(`"${text}" is no setting like name=value`);
  try {
    return [name, JSON.parse(value)];
  } catch {
    return [name, value];
  }
}
