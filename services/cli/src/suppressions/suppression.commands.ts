import { Command } from 'commander';
import { at } from '../api/api-client.ts';
import { act, examples, removes } from '../session.ts';

export function suppressionCommands(): Command {
  const suppressions = new Command('suppressions').description('who gets no promotions any more');
  examples(suppressions.command('list').description('list them, newest first').option('--limit <n>', 'how many at most', '100').option('--before <id>', 'continue before this one'), 'suppressions list')
    .action(act<{ limit: string; before?: string }>(async ({ api, out }, _args, query) =>
      out.list(await api.get('/v1/suppressions', { ...query }), ['id', 'email', 'contactId', 'reason', 'createdAt'])));
  examples(
    suppressions.command('add').description('suppress an address; with the reason broken_address it gets no message at all').argument('<email>').requiredOption('--reason <text>', 'why'),
    'suppressions add ann@example.com --reason "asked by phone"',
  ).action(act<{ reason: string }>(async ({ api, out }, [email = ''], { reason }) => out.thing(await api.post('/v1/suppressions', { email, reason }))));
  examples(suppressions.command('remove').description('take a suppression away, after the person asked for it').argument('<email>'), 'suppressions remove ann@example.com')
    .action(removes((email) => at`/v1/suppressions/${email}`));
  return examples(suppressions, 'suppressions list', 'suppressions add ann@example.com --reason "asked by phone"');
}
