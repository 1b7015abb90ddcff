import { Argument, Command } from 'commander';
import { at } from '../api/api-client.ts';
import { act, examples, paged, type Page } from '../session.ts';
import { contactIdOf, WHO } from './contact-id.ts';

interface ConsentOptions {
  readonly source: string;
  readonly proof?: string;
}

const COLUMNS = ['id', 'email', 'externalId', 'name', 'language', 'tier'];

export function contactCommands(): Command {
  const contacts = new Command('contacts').description('look at contacts');
  examples(
    paged(contacts.command('find').description('find contacts by address or external id; without one, list them').argument('[who]', 'an address or an external id')),
    'contacts find anna@example.com', 'contacts find crm-1007', 'contacts find --limit 200 --json',
  ).action(
    act<Page>(async ({ api, out }, [who], { limit, after }) => {
      const query = who === undefined ? { limit, after } : who.includes('@') ? { email: who } : { externalId: who };
      out.list(await api.get('/v1/contacts', query), COLUMNS);
    }),
  );
  examples(contacts.command('show').description('show one contact with account, tier and consents').argument('<who>', WHO), 'contacts show anna@example.com')
    .action(act(async ({ api, out }, [who]) => out.thing(await api.get(at`/v1/contacts/${await contactIdOf(api, who)}`))));
  examples(
    contacts.command('consent').description('record that a contact gave or withdrew his consent to promotions').argument('<who>', WHO).addArgument(new Argument('<what>', 'what he did').choices(['given', 'withdrawn']))
      .requiredOption('--source <text>', 'where he said so').option('--proof <text>', 'what proves it'),
    'contacts consent anna@example.com withdrawn --source "by phone"',
  ).action(act<ConsentOptions>(async ({ api, out }, [who, what], options) => out.thing(await api.post(at`/v1/contacts/${await contactIdOf(api, who)}/consents`, { granted: what === 'given', ...options }))));
  examples(contacts.command('forget').description('remove a contact with his consents and behaviour; who asks to be erased everywhere: `privacy erase`').argument('<who>', WHO), 'contacts forget anna@example.com')
    .action(act(async ({ api, out }, [who]) => {
      const id = await contactIdOf(api, who);
      await api.delete(at`/v1/contacts/${id}`);
      out.show({ forgotten: id }, 'forgotten\n');
    }));
  examples(contacts.command('republish').description('publish the state of all contacts again, for services that must rebuild theirs'), 'contacts republish')
    .action(act(async ({ api, out }) => out.show(await api.post('/v1/contacts/republish'), 'begun\n')));
  return examples(contacts, 'contacts find anna@example.com', 'contacts show 0190a5e2-…');
}

interface Tiers {
  readonly tiers?: Readonly<Record<string, { accounts: number; contacts: number }>>;
  readonly handedOff?: unknown;
  readonly policyVersion?: unknown;
}

export const tiersCommand = (): Command =>
  examples(new Command('tiers').description('count accounts and contacts by tier, and those handed off'), 'tiers', 'tiers --json').action(
    act(async ({ api, out }) => out.thing(flattened(await api.get('/v1/tiers')))),
  );

function flattened(answer: Tiers & Record<string, unknown>): Record<string, unknown> {
  const { tiers = {}, ...rest } = answer;
  return { tiers: Object.entries(tiers).map(([tier, counts]) => ({ tier, ...counts })), ...rest };
}
