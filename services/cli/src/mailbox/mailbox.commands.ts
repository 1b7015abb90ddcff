import { Command } from 'commander';
import { at } from '../api/api-client.ts';
import { act, examples, shows } from '../session.ts';

export function mailboxCommands(): Command {
  const mailbox = new Command('mailbox').description('the built-in mailbox: what would have been sent, while there is no relay');
  examples(mailbox.command('list').description('list its messages, newest first').option('--limit <n>', 'how many at most', '50').option('--before <id>', 'continue before this one'), 'mailbox list')
    .action(act<{ limit: string; before?: string }>(async ({ api, out }, _args, query) => out.list(await api.get('/v1/mailbox', { ...query }), ['id', 'at', 'to', 'from', 'subject'])));
  examples(mailbox.command('show').description('show one message, whole').argument('<id>'), 'mailbox show 17').action(shows((id) => at`/v1/mailbox/${id}`));
  return examples(mailbox, 'mailbox list', 'mailbox show 17');
}
