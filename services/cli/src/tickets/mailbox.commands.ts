import { Command } from 'commander';
import { at } from '../api/api-client.ts';
import { jsonOf } from '../input/read-file.ts';
import { act, examples, removes, shows } from '../session.ts';

export function ticketMailboxCommands(): Command {
  const mailboxes = new Command('mailboxes').description('mailboxes that tickets are taken from by IMAP');
  examples(mailboxes.command('list').description('list them, and how it goes'), 'tickets mailboxes list')
    .action(act(async ({ api, out }) => out.list(await api.get('/v1/tickets/mailboxes'), ['id', 'name', 'host', 'folder', 'state', 'mails', 'readAt', 'fault'])));
  examples(mailboxes.command('show').description('show one, and how it goes').argument('<id>'), 'tickets mailboxes show 0190a5e2-…').action(shows((id) => at`/v1/tickets/mailboxes/${id}`));
  examples(mailboxes.command('add').description('add one from JSON {name, host, username, password}, or oauth {clientId, clientSecret, refreshToken, tokenUrl} in place of a password').argument('<file>', 'the JSON, or -'), 'tickets mailboxes add support.json')
    .action(act(async ({ api, out }, [file = '']) => out.thing(await api.post('/v1/tickets/mailboxes', await jsonOf(file)))));
  examples(mailboxes.command('change').description('reach one another way, from JSON with what is new: password or oauth, host, port, security, username, name; it goes on where it was').argument('<id>').argument('<file>', 'the JSON, or -'), 'tickets mailboxes change 0190a5e2-… password.json')
    .action(act(async ({ api, out }, [id = '', file = '']) => out.thing(await api.patch(at`/v1/tickets/mailboxes/${id}`, await jsonOf(file)))));
  examples(mailboxes.command('remove').description('take no more tickets from one; its mails stay').argument('<id>'), 'tickets mailboxes remove 0190a5e2-…')
    .action(removes((id) => at`/v1/tickets/mailboxes/${id}`));
  return examples(mailboxes, 'tickets mailboxes add support.json', 'tickets mailboxes list');
}
