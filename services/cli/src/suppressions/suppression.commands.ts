import { Command } from 'commander';
import { at } from '../api/api-client.ts';
import { act, examples, paged, type Page } from '../session.ts';

const COLUMNS = ['id', 'email', 'contactId', 'reason', 'createdAt'];

export function suppressionCommands(): Command {
  const suppressions = new Command('suppressions').description('who gets no promotions any more');
  examples(paged(suppressions.command('list').description('list them, the newest first'), '100'), 'suppressions list')
    .action(act<Page>(async ({ api, out }, _args, query) => out.list(await api.get('/v1/suppressions', { ...query }), COLUMNS)));
  examples(
    suppressions.command('add').description('suppress an address; with the reason broken_address it gets no message at all').argument('<email>').requiredOption('--reason <text>', 'why'),
    'suppressions add ann@example.com --reason "asked by phone"',
  ).action(act<{ reason: string }>(async ({ api, out }, [email = ''], { reason }) => out.thing(await api.post('/v1/suppressions', { email, reason }))));
  examples(
    suppressions.command('remove').description('take a suppression away, after the person asked for it; it grants no consent').argument('<email>')
      .option('--broken', 'also where a relay has said that there is no such address'),
    'suppressions remove ann@example.com', 'suppressions remove ann@example.com --broken',
  ).action(act<{ broken?: boolean }>(async ({ api, out }, [email = ''], { broken }) => out.list(await api.delete(at`/v1/suppressions/${email}`, { broken }), COLUMNS)));
  examples(suppressions.command('republish').description('tell the other services of all suppressions again, for those that must rebuild what they keep'), 'suppressions republish')
    .action(act(async ({ api, out }) => out.show(await api.post('/v1/suppressions/republish'), 'begun\n')));
  return examples(suppressions, 'suppressions list', 'suppressions add ann@example.com --reason "asked by phone"');
}
