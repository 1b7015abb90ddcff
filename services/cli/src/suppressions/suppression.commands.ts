import { Command } from 'commander';
import { at } from '../api/api-client.ts';
import { act, examples } from '../session.ts';

export function suppressionCommands(): Command {
  const suppressions = new Command('suppressions').description('who gets no promotions any more');
  examples(
    suppressions.command('list').description('list them, the newest first').option('--limit <n>', 'how many', '100').option('--after <id>', 'go on after this one'),
    'suppressions list', 'suppressions list --limit 1000 --json',
  ).action(act<{ limit: string; after?: string }>(async ({ api, out }, _given, { limit, after }) =>
    out.list(await api.get('/v1/suppressions', { limit, after }), ['id', 'email', 'contactId', 'reason', 'createdAt'])));
  examples(
    suppressions.command('add').description('let an address get no promotions; with the reason broken_address, nothing').argument('<email>')
      .option('--reason <text>', 'why', 'manual'),
    'suppressions add anna@example.com --reason "asked by phone"',
  ).action(act<{ reason: string }>(async ({ api, out }, [email = ''], { reason }) => out.thing(await api.post('/v1/suppressions', { email, reason }))));
  examples(
    suppressions.command('remove').description('take a suppression away; it grants no consent').argument('<email>')
      .option('--broken', 'also where a relay has said that there is no such address'),
    'suppressions remove anna@example.com', 'suppressions remove anna@example.com --broken',
  ).action(act<{ broken?: boolean }>(async ({ api, out }, [email = ''], { broken = false }) =>
    out.list(await api.delete(at`/v1/suppressions/${email}`, { broken }), ['id', 'email', 'contactId', 'reason', 'createdAt'])));
  return examples(suppressions, 'suppressions list', 'suppressions add anna@example.com', 'suppressions remove anna@example.com');
}
