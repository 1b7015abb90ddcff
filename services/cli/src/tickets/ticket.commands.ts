import { Command } from 'commander';
import { at } from '../api/api-client.ts';
import { act, examples } from '../session.ts';

interface ListOptions {
  readonly state?: string;
  readonly queue?: string;
  readonly complaint?: boolean;
  readonly limit: string;
  readonly after?: string;
}

export function ticketCommands(): Command {
  const tickets = new Command('tickets').description('conversations with support');
  examples(
    tickets.command('list').description('list tickets').option('--state <state>').option('--queue <queue>').option('--complaint', 'complaints only')
      .option('--limit <n>', 'how many at most', '50').option('--after <id>', 'continue after this ticket'),
    'tickets list --state open --complaint', 'tickets list --queue billing --json',
  ).action(
    act<ListOptions>(async ({ api, out }, _args, { complaint, ...query }) =>
      out.list(await api.get('/v1/tickets', { ...query, ...(complaint ? { complaint: true } : {}) }), ['id', 'state', 'queue', 'complaint', 'from', 'subject', 'createdAt', 'openedAt'])),
  );
  examples(tickets.command('show').description('show a ticket with its messages').argument('<id>'), 'tickets show 0190a5e2-…')
    .action(act(async ({ api, out }, [id = '']) => out.thing(await api.get(at`/v1/tickets/${id}`))));
  examples(tickets.command('close').description('close a ticket; a hold that it placed is lifted').argument('<id>'), 'tickets close 0190a5e2-…')
    .action(act(async ({ api, out }, [id = '']) => out.show(await api.post(at`/v1/tickets/${id}/close`), 'closed\n')));
  return examples(tickets, 'tickets list --complaint', 'tickets close 0190a5e2-…');
}
