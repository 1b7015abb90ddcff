import { Command } from 'commander';
import { jsonOf } from '../input/read-file.ts';
import { act, examples } from '../session.ts';

export function routingCommands(): Command {
  const routing = new Command('routing').description('where tickets go: rules, queues, agents');
  examples(routing.command('show').description('show the rules, queues and agents'), 'routing show --json > routing.json')
    .action(act(async ({ api, out }) => out.thing(await api.get('/v1/routing'))));
  examples(routing.command('set').description('give other rules, queues and agents').argument('<file>', 'JSON with rules, queues and agents, or -'), 'routing set routing.json')
    .action(act(async ({ api, out }, [file = '']) => out.thing(await api.put('/v1/routing', await jsonOf(file)))));
  examples(
    routing.command('try').description('try rules on tickets of the past; changes nothing').argument('<file>', 'JSON with rules, and agents where they are others, or -').option('--newest <n>', 'on so many tickets', '1000'),
    'routing try routing.json --newest 5000',
  ).action(act<{ newest: string }>(async ({ api, out }, [file = ''], { newest }) => {
    const { rules, agents } = (await jsonOf(file)) as { rules?: unknown; agents?: unknown };
    out.thing(await api.post('/v1/routing/try', { rules, agents, newest: Number(newest) }));
  }));
  return examples(routing, 'routing set routing.json', 'routing try routing.json');
}
