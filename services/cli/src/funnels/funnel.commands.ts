import { Command } from 'commander';
import { at } from '../api/api-client.ts';
import { Failure } from '../failure.ts';
import { jsonOf } from '../read-file.ts';
import { act, examples } from '../session.ts';

interface CreateOptions {
  readonly boxed?: string;
  readonly definition?: string;
  readonly set?: readonly string[];
}

export function funnelCommands(): Command {
  const funnels = new Command('funnels').description('sequences that every contact passes by himself');
  examples(funnels.command('boxed').description('list the ready-made funnels'), 'funnels boxed')
    .action(act(async ({ api, out }) => out.list(await api.get('/v1/funnels/boxed'), ['key', 'name', 'description', 'settings'])));
  examples(funnels.command('list').description('list the funnels'), 'funnels list')
    .action(act(async ({ api, out }) => out.list(await api.get('/v1/funnels'), ['id', 'name', 'version', 'state'])));
  examples(funnels.command('show').description('show a funnel with its counts').argument('<id>'), 'funnels show 0190a5e2-…')
    .action(act(async ({ api, out }, [id = '']) => out.thing(await api.get(at`/v1/funnels/${id}`))));
  examples(
    funnels.command('create').description('make a funnel, boxed or defined by yourself').argument('<name>').option('--boxed <key>', 'the ready-made one')
      .option('--set <name=value...>', 'a setting of the boxed one; JSON or text').option('--definition <file>', 'your own, JSON or -'),
    'funnels create "Win back" --boxed win-back --set segmentId=0190a5e2-… waitDays=3', 'funnels create Mine --definition funnel.json',
  ).action(act<CreateOptions>(async ({ api, out }, [name = ''], options) => out.thing(await api.post('/v1/funnels', { name, ...(await kindOf(options)) }))));
  for (const [step, description] of [['activate', 'let contacts in'], ['stop', 'let nobody go on']] as const) {
    examples(funnels.command(step).description(description).argument('<id>'), `funnels ${step} 0190a5e2-…`)
      .action(act(async ({ api, out }, [id = '']) => out.thing(await api.post(at`/v1/funnels/${id}/${step}`))));
  }
  return examples(funnels, 'funnels boxed', 'funnels create "Win back" --boxed win-back --set segmentId=0190a5e2-…');
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
