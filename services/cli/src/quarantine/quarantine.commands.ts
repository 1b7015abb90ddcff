import { Command } from 'commander';
import { at } from '../api/api-client.ts';
import { act, examples, paged, removes, shows, type Page } from '../session.ts';

export function quarantineCommands(): Command {
  const quarantine = new Command('quarantine').description('mails to support that could not be made tickets of');
  examples(paged(quarantine.command('list').description('list them, newest first')), 'quarantine list', 'quarantine list --json').action(
    act<Page>(async ({ api, out }, _args, query) => out.list(await api.get('/v1/tickets/quarantine', { ...query }), ['id', 'receivedAt', 'reason', 'bytes', 'sender'])),
  );
  examples(quarantine.command('show').description('show one with its first bytes').argument('<id>'), 'quarantine show 0190a5e2-…')
    .action(shows((id) => at`/v1/tickets/quarantine/${id}`));
  examples(quarantine.command('mail').description('print the whole of one, as it came').argument('<id>'), 'quarantine mail 0190a5e2-… > mail.eml').action(
    act(async ({ api, out }, [id = '']) => out.raw('mail', await api.bytes(at`/v1/tickets/quarantine/${id}/mail`))),
  );
  examples(
    quarantine.command('refile').description('try again to make a ticket of one').argument('<id>').option('--from <address>', 'who wrote it, where the mail does not say so'),
    'quarantine refile 0190a5e2-…', 'quarantine refile 0190a5e2-… --from ann@example.com',
  ).action(act<{ from?: string }>(async ({ api, out }, [id = ''], body) => out.thing(await api.post(at`/v1/tickets/quarantine/${id}/refile`, body))));
  examples(quarantine.command('discard').description('delete one').argument('<id>'), 'quarantine discard 0190a5e2-…')
    .action(removes((id) => at`/v1/tickets/quarantine/${id}`, 'discarded'));
  return examples(quarantine, 'quarantine list', 'quarantine refile 0190a5e2-…');
}
