import { Command } from 'commander';
import { jsonOf } from '../input/read-file.ts';
import { act, examples } from '../session.ts';

export function policyCommands(): Command {
  const policy = new Command('sending-policy').description('what holds for all promotions: the global hold-out, the frequency cap, how new sender domains begin');
  examples(policy.command('show').description('show it'), 'sending-policy show').action(act(async ({ api, out }) => out.thing(await api.get('/v1/sending-policy'))));
  examples(
    policy.command('set').description('set it from JSON {globalHoldOut: {share} or null, frequencyCap: {promotions, days} or null, senderWarmUp?: {start, growth, full} or null}').argument('<file>', 'the JSON, or -'),
    'sending-policy set policy.json', 'sending-policy set - <<< \'{"globalHoldOut": {"share": 0.05}, "frequencyCap": {"promotions": 3, "days": 7}, "senderWarmUp": {"start": 500, "growth": 1.5, "full": 100000}}\'',
  ).action(act(async ({ api, out }, [file = '']) => out.thing(await api.put('/v1/sending-policy', await jsonOf(file)))));
  return examples(policy, 'sending-policy show', 'sending-policy set policy.json');
}
