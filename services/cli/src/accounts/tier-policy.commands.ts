import { Command } from 'commander';
import { at, type ApiClient, type Json } from '../api/api-client.ts';
import { jsonOf } from '../input/read-file.ts';
import { Failure } from '../failure.ts';
import { table } from '../output/table.ts';
import { act, examples, shows } from '../session.ts';

interface Rollout {
  readonly done: boolean;
  readonly judged: number;
  readonly moved: number;
}

type Policy = Json & { readonly rollout?: Rollout | null; readonly chosen?: boolean };

const policiesOf = async (api: ApiClient): Promise<{ policies: Policy[] }> => (await api.get('/v1/tier-policies')) as { policies: Policy[] };

/** How far the accounts are judged by a policy. */
function progressOf({ rollout, chosen }: Policy): string | null {
  if (!rollout) return null;
  const told = `${rollout.judged} accounts, ${rollout.moved} moved`;
  if (rollout.done) return told;
  return `${told}, ${chosen === true ? 'under way' : 'cut off by another choice'}`;
}

/** By which thresholds companies are told apart. */
export function tierPolicyCommands(): Command {
  const policies = new Command('tier-policies').description('by which thresholds companies are told apart');
  examples(policies.command('list').description('list ready and own policies'), 'tier-policies list')
    .action(act(async ({ api, out }) => {
      const answer = await policiesOf(api);
      out.show(answer, table(answer.policies.map((policy) => ({ ...policy, judged: progressOf(policy) })), ['version', 'chosen', 'judged', 'currency', 'title']));
    }));
  examples(policies.command('show').description('show the thresholds of one').argument('<version>'), 'tier-policies show eu-2003-361-1')
    .action(act(async ({ api, out }, [version = '']) => {
      const found = (await policiesOf(api)).policies.find((policy) => policy['version'] === version);
      if (!found) throw new Failure(`there is no tier policy ${version}; \`widecast tier-policies list\` lists them`);
      out.thing(found);
    }));
  examples(policies.command('create').description('make one from a JSON file').argument('<file>'), 'tier-policies create ours.json')
    .action(act(async ({ api, out }, [file = '']) => out.thing(await api.post('/v1/tier-policies', await jsonOf(file)))));
  examples(policies.command('try').description('what would move: counts and examples; changes nothing').argument('<version>'), 'tier-policies try eu-2003-361-1')
    .action(shows((version) => at`/v1/tier-policies/${version}/trial`));
  examples(policies.command('choose').description('judge by it from now on').argument('<version>'), 'tier-policies choose eu-2003-361-1')
    .action(act(async ({ api, out }, [version = '']) => out.thing(await api.post(at`/v1/tier-policies/${version}/choose`, {}))));
  return examples(policies, 'tier-policies try eu-2003-361-1', 'tier-policies choose eu-2003-361-1');
}
