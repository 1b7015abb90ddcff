import { Command } from 'commander';
import { jsonOf } from '../input/read-file.ts';
import { act, examples } from '../session.ts';

export function macroCommands(): Command {
  const macros = new Command('macros').description('ready answers for support');
  examples(macros.command('show').description('show them'), 'macros show --json > macros.json').action(act(async ({ api, out }) => out.thing(await api.get('/v1/macros'))));
  examples(macros.command('boxed').description('show ready answers for the boxed intents, to be filled in under "vendor" and given with set'), 'macros boxed --json > macros.json')
    .action(act(async ({ api, out }) => out.thing(await api.get('/v1/macros/boxed'))));
  examples(macros.command('set').description('give others').argument('<file>', 'JSON with macros, or -'), 'macros set macros.json')
    .action(act(async ({ api, out }, [file = '']) => out.thing(await api.put('/v1/macros', await jsonOf(file)))));
  return examples(macros, 'macros set macros.json');
}
