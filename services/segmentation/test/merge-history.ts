import type { TestService } from '@widecast/testing';
import type { Choices } from './random-history.ts';

const KEYS = ['crm-1', 'crm-2', 'crm-3', 'one.test', 'two.test', 'three.test'] as const;
const EMAILS = ['a@one.test', 'b@one.test', 'c@two.test', 'd@three.test', 'e@gmail.com', 'f@two.test', 'g@gmail.com', 'h@three.test'] as const;
const TAX_IDS = ['7707083893', '7728168971'] as const;

/** By keys and addresses, so that it can be repeated elsewhere. */
export type Deed =
  | { readonly kind: 'contact'; readonly contact: object }
  | { readonly kind: 'list'; readonly csv: string }
  | { readonly kind: 'consent' | 'behaviour' | 'forget'; readonly email: string; readonly n: number }
  | { readonly kind: 'merge'; readonly key: string; readonly into: string }
  | { readonly kind: 'undo'; readonly key: string };

const signalsOf = (choice: Choices): Record<string, unknown> => ({
  ...(choice.below(2) === 0 ? { employees: choice.pick([3, 30, 400, 9000]) } : {}), ...(choice.below(3) === 0 ? { tax_id: choice.pick(TAX_IDS) } : {}), ...(choice.below(3) === 0 ? { region: choice.pick(['North', 'South']) } : {}),
});

export function randomWrite(choice: Choices, n: number): Deed {
  const email = choice.pick(EMAILS);
  const kind = choice.below(10);
  if (kind < 4) {
    const key = choice.below(2) === 0 ? { key: choice.pick(KEYS) } : {};
    const name = choice.below(3) === 0 ? { name: `Firm ${choice.below(4)}` } : {};
    return { kind: 'contact', contact: { email, attributes: { n }, account: { ...key, ...name, signals: signalsOf(choice) }, ...(choice.below(2) === 0 ? { consent: { granted: choice.below(3) > 0, source: `form ${n}` } } : {}) } };
  }
  if (kind < 6) {
    const lines = Array.from({ length: 3 }, (_, line) => `${EMAILS[(n + line) % EMAILS.length]},${choice.below(2) === 0 ? choice.pick(KEYS) : ''},${choice.pick([4, 40, 500])},list ${n}`);
    return { kind: 'list', csv: `email,account,account.employees,list\n${lines.join('\n')}\n` };
  }
  return { kind: choice.pick(['consent', 'behaviour', 'behaviour', 'forget'] as const), email, n };
}

export const randomMerge = (choice: Choices): Deed =>
  choice.below(3) > 0 ? { kind: 'merge', key: choice.pick(KEYS), into: choice.pick(KEYS) } : { kind: 'undo', key: choice.pick(KEYS) };

async function idOf(service: TestService, sql: string, value: string): Promise<string | undefined> {
  return (await service.database.query<{ id: string }>(sql, [value]))[0]?.id;
}

/** What cannot be (a merge of what is merged, a consent of nobody) is refused, and nothing follows. */
export async function happen(service: TestService, deed: Deed): Promise<void> {
  const account = (key: string): Promise<string | undefined> => idOf(service, 'SELECT id FROM accounts WHERE key = $1', key);
  if (deed.kind === 'contact') await service.post('/v1/contacts', { contacts: [deed.contact] });
  else if (deed.kind === 'list') await service.call('POST', '/v1/imports', { raw: { content: deed.csv, type: 'text/csv' } });
  else if (deed.kind === 'merge') await service.post(`/v1/accounts/${await account(deed.into)}/merges`, { accountId: await account(deed.key) });
  else if (deed.kind === 'undo') await service.post(`/v1/accounts/${await account(deed.key)}/unmerge`, {});
  else await ofContact(service, deed);
}

async function ofContact(service: TestService, { kind, email, n }: Extract<Deed, { readonly email: string }>): Promise<void> {
  const id = await idOf(service, 'SELECT id FROM contacts WHERE email = $1', email);
  if (id === undefined) return;
  if (kind === 'consent') await service.post(`/v1/contacts/${id}/consents`, { purpose: n % 2 === 0 ? 'tracking' : 'advertising', granted: n % 3 > 0, source: `call ${n}` });
  else if (kind === 'behaviour') await service.post('/v1/behaviour', { events: [{ eventId: String(n), contact: { id }, type: 'bought', occurredAt: `2026-01-01T00:00:${String(n % 60).padStart(2, '0')}Z`, value: n }] });
  else await service.call('DELETE', `/v1/contacts/${id}`);
}

const CONTACTS = `
  SELECT c.email, a.key AS account, h.key AS came_to, c.name, c.attributes, c.advertising_consent, c.tracking_consent,
    ARRAY(SELECT jsonb_build_array(purpose, granted, source, proof) FROM consents WHERE contact_id = c.id ORDER BY id) AS consents,
    ARRAY(SELECT jsonb_build_array(event_id, type, value) FROM behaviour_events WHERE contact_id = c.id ORDER BY event_id) AS behaviour,
    ARRAY(SELECT s.name FROM segment_members m JOIN segments s ON s.id = m.segment_id WHERE m.contact_id = c.id ORDER BY 1) AS segments
  FROM contacts c LEFT JOIN accounts a ON a.id = c.account_id LEFT JOIN accounts h ON h.id = c.came_to ORDER BY email`;
const ACCOUNTS = `
  SELECT a.key, a.name, a.attributes, a.told, a.tier, a.confidence, a.upper, a.mass_treatment, a.evidence, a.person_tier, a.handed_off, a.own, a.led_by - 'accountId' AS led_by, i.key AS merged_into,
    ARRAY(SELECT kind || ' ' || value FROM account_links l WHERE l.account_id = a.id ORDER BY 1) AS links, (SELECT parent_key FROM account_parents p WHERE p.account_id = a.id) AS parent,
    (SELECT jsonb_build_array(state, person, note) FROM hand_offs h WHERE h.account_id = a.id) AS decision
  FROM accounts a LEFT JOIN accounts i ON i.id = a.merged_into ORDER BY key`;

/** All that is known of contacts and accounts, without ids and moments. */
export async function known(service: TestService): Promise<{ contacts: Record<string, unknown>[]; accounts: Record<string, unknown>[] }> {
  return { contacts: await service.database.query(CONTACTS), accounts: await service.database.query(ACCOUNTS) };
}
