import { Command } from 'commander';
import { jsonOf } from '../input/read-file.ts';
import { act, examples } from '../session.ts';

export function slaCommands(): Command {
  const sla = new Command('sla').description('what is promised about tickets');
  examples(sla.command('show').description('show the calendars and policies'), 'sla show --json')
    .action(act(async ({ api, out }) => out.thing(await api.get('/v1/sla'))));
  examples(sla.command('set').description('promise something else; open promises come to the times of the new calendars').argument('<file>', 'JSON with calendars and policies, or -'), 'sla set sla.json')
    .action(act(async ({ api, out }, [file = '']) => out.thing(await api.put('/v1/sla', await jsonOf(file)))));
  examples(
    sla.command('due').description('list open promises, the most urgent first').option('--broken', 'those that were broken, the newest first').option('--limit <n>', 'how many at most', '50'),
    'sla due', 'sla due --broken --json',
  ).action(act<{ broken?: boolean; limit: string }>(async ({ api, out }, _args, query) =>
    out.list(await api.get('/v1/sla/promises', { ...query }), ['number', 'promise', 'policy', 'state', 'dueAt', 'queue', 'subject'])));
  return examples(sla, 'sla set sla.json', 'sla due');
}
