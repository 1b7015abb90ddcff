import { Command } from 'commander';
import { at } from '../api/api-client.ts';
import { act, examples, paged, removes, type Page } from '../session.ts';

interface AddOptions {
  readonly to?: string;
  readonly begins?: string;
}

export function ticketBotCommands(): Command {
  const bots = new Command('bots').description('programs that talk with customers, or are told of tickets');
  examples(bots.command('list').description('list them, and what is wrong with them'), 'tickets bots list')
    .action(act(async ({ api, out }) => out.list(await api.get('/v1/tickets/bots'), ['id', 'name', 'url', 'begins', 'fault'])));
  examples(
    bots.command('add').description('add one; its secret is shown this once').argument('<name>').option('--to <url>', 'where it is told of its conversations').option('--begins <owner>', 'who has a new conversation: person or bot'),
    'tickets bots add telegram --to https://bot.example.com/widecast --begins bot',
  ).action(act<AddOptions>(async ({ api, out }, [name = ''], { to, ...options }) => out.thing(await api.post('/v1/tickets/bots', { name, url: to, ...options }))));
  examples(bots.command('remove').description('remove one; its conversations stay').argument('<id>'), 'tickets bots remove 0190a5e2-…').action(removes((id) => at`/v1/tickets/bots/${id}`));
  examples(paged(bots.command('calls').description('list calls that no bot took').option('--state <state>', 'dead, or pending for those that wait', 'dead')), 'tickets bots calls')
    .action(act<Page>(async ({ api, out }, _args, query) => out.list(await api.get('/v1/tickets/bots/calls', { ...query }), ['id', 'bot', 'type', 'ticketId', 'attempts', 'error', 'createdAt'])));
  examples(bots.command('replay').description('call a bot again with what it did not take').argument('<id>').argument('[call]', 'this one only'), 'tickets bots replay 0190a5e2-…')
    .action(act(async ({ api, out }, [id = '', call]) => out.thing(await api.post(at`/v1/tickets/bots/${id}/replay`, { call }))));
  return examples(bots, 'tickets bots add telegram --to https://bot.example.com/widecast', 'tickets bots calls');
}
