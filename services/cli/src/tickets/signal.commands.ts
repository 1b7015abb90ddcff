import { Command } from 'commander';
import { jsonOf } from '../input/read-file.ts';
import { act, examples } from '../session.ts';

export function signalCommands(): Command {
  const signals = new Command('signals').description('intents that tell that a customer is about to leave, or to buy');
  examples(signals.command('show').description('show the intents behind each signal'), 'signals show --json > signals.json')
    .action(act(async ({ api, out }) => out.thing(await api.get('/v1/signals'))));
  examples(signals.command('set').description('give other intents').argument('<file>', 'JSON with churn and purchase, or -'), 'signals set signals.json')
    .action(act(async ({ api, out }, [file = '']) => out.thing(await api.put('/v1/signals', await jsonOf(file)))));
  return examples(signals, 'signals set signals.json');
}
