import { Command } from 'commander';
import { at } from '../api/api-client.ts';
import { act, examples } from '../session.ts';

const COLUMNS = ['id', 'email', 'externalId', 'name', 'language', 'tier'];

export function contactCommands(): Command {
  const contacts = new Command('contacts').description('look at contacts, and forget them');
  examples(
    contacts.command('find').description('find contacts by address or external id; without one, list them').argument('[who]', 'an address or an external id')
      .option('--limit <n>', 'how many at most', '50').option('--after <id>', 'continue after this contact'),
    'contacts find anna@example.com', 'contacts find crm-1007', 'contacts find --limit 200 --json',
  ).action(
    act<{ limit: string; after?: string }>(async ({ api, out }, [who], { limit, after }) => {
      const query = who === undefined ? { limit, after } : who.includes('@') ? { email: who } : { externalId: who };
      out.list(await api.get('/v1/contacts', query), COLUMNS);
    }),
  );
  examples(contacts.command('show').description('show one contact with account, tier and consents').argument('<id>'), 'contacts show 0190a5e2-…')
    .action(act(async ({ api, out }, [id = '']) => out.thing(await api.get(at`/v1/contacts/${id}`))));
  examples(contacts.command('forget').description('remove a contact and all that is known of him; there is no way back').argument('<id>'), 'contacts forget 0190a5e2-…')
    .action(act(async ({ api, out }, [id = '']) => out.show(await api.delete(at`/v1/contacts/${id}`), 'forgotten\n')));
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
