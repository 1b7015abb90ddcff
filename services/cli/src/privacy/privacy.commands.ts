import { Command } from 'commander';
import { at } from '../api/api-client.ts';
import { contactIdOf, WHO } from '../contacts/contact-id.ts';
import { act, examples, paged, removes, shows, type Page } from '../session.ts';

const COLUMNS = ['id', 'contactId', 'state', 'waitingFor', 'requestedBy', 'requestedAt', 'doneAt'];

export function privacyCommands(): Command {
  const privacy = new Command('privacy').description('copies of what is known of a person, and erasure');
  examples(privacy.command('export').description('print all that any service knows of a contact, as JSON').argument('<who>', WHO), 'privacy export anna@example.com > person.json').action(
    act(async ({ api, out }, [who]) => {
      const answer = await api.get(at`/v1/contacts/${await contactIdOf(api, who)}/personal-data`);
      out.show(answer, `${JSON.stringify(answer, null, 2)}\n`);
    }),
  );
  examples(
    privacy.command('erase').description('erase a person in all services, for good').argument('<who>', 'the id of a contact, or an address').option('--reason <text>', 'why'),
    'privacy erase 0190a5e2-… --reason "his letter of 2026-03-01"', 'privacy erase anna@example.com',
  ).action(act<{ reason?: string }>(async ({ api, out }, [who = ''], options) => out.thing(await api.post('/v1/erasures', { ...(who.includes('@') ? { email: who } : { contactId: who }), ...options }))));
  examples(paged(privacy.command('erasures').description('list erasures, the newest first').option('--open', 'only those that wait for a service'), '100'), 'privacy erasures --open')
    .action(act<Page & { open?: boolean }>(async ({ api, out }, _args, { open, ...page }) => out.list(await api.get('/v1/erasures', { ...page, open }), COLUMNS)));
  examples(privacy.command('show').description('show an erasure and whom it waits for').argument('<erasure>'), 'privacy show 0190a5e2-…').action(shows((id) => at`/v1/erasures/${id}`));
  examples(privacy.command('admit').description('let an erased person be taken again, because he asked for it').argument('<address or external id>'), 'privacy admit anna@example.com')
    .action(removes((email) => at`/v1/erased-addresses/${email}`, 'admitted'));
  return examples(privacy, 'privacy export anna@example.com > person.json', 'privacy erase anna@example.com');
}
