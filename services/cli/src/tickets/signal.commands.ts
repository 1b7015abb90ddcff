import { Command } from 'commander';
import { jsonOf } from '../input/read-file.ts';
import { act, examples } from '../session.ts';

export function signalCommands(): Command {
  const signals = new Command('signals').description('intents that tell that a customer is about to leave, or to buy');
  examples(signals.command('show').description('show the intents behind each signal'), 'signals show --json > signals.json')
    .action(act(async ({ api, out }) => out.thing(await api.get('/v1/signals'))));
  examples(signals.command('set').description('give other intents').argument('<file>', 'JSON with churn and purchase, or -'), 'signals set signals.json')
    .action(act(async ({ api, out }, [file = '']) => out.thing(await api.put('/v1/signals', await jsonOf(file)))));
  examples(signals.command('letters').description('write the tickets whose signals people told, one JSON object a line, for triage signals'), 'signals letters > letters.jsonl')
    .action(act(async ({ api }) => {
      for (let after: string | undefined; ;) {
        const { letters } = await api.get('/v1/signals/letters', after === undefined ? {} : { after }) as { letters: { ticketId: string }[] };
        for (const letter of letters) process.stdout.write(`${JSON.stringify(letter)}\n`);
        after = letters.at(-1)?.ticketId;
        if (after === undefined) return;
      }
    }));
  return examples(signals, 'signals set signals.json');
}
