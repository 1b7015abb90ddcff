import { Command } from 'commander';
import { at } from '../api/api-client.ts';
import { jsonOf } from '../input/read-file.ts';
import { act, examples, shows } from '../session.ts';

/** By which thresholds companies are told apart. */
export function tierPolicyCommands(): Command {
  const policies = new Command('tier-policies').description('by which thresholds companies are told apart');
  examples(policies.command('list').description('list ready and own policies'), 'tier-policies list')
    .action(act(async ({ api, out }) => out.list(await api.get('/v1/tier-policies'), ['version', 'title', 'currency', 'chosen'])));
  examples(policies.command('create').description('make one from a JSON file').argument('<file>'), 'tier-policies create ours.json')
    .action(act(async ({ api, out }, [file = '']) => out.thing(await api.post('/v1/tier-policies', await jsonOf(file)))));
  examples(policies.command('try').description('what would move: counts and examples; changes nothing').argument('<version>'), 'tier-policies try eu-2003-361-1')
    .action(shows((version) => at`/v1/tier-policies/${version}/trial`));
  examples(policies.command('choose').description('judge by it from now on').argument('<version>'), 'tier-policies choose eu-2003-361-1')
    .action(act(async ({ api, out }, [version = '']) => out.thing(await api.post(at`/v1/tier-policies/${version}/choose`, {}))));
  return examples(policies, 'tier-policies try eu-2003-361-1', 'tier-policies choose eu-2003-361-1');
}
