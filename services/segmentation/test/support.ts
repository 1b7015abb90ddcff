import { contactsChanged, type ContactsChanged, type EventContract, type PayloadOf } from '@widecast/contracts';
import { envelopeOf, type EventLog } from '@widecast/messaging';
import { EVENT_LOG } from '@widecast/service-kit';
import { AccountJoins } from '../src/joins/account-joins.ts';
import { ChangeDrain } from '../src/membership/change-drain.ts';
import type { Answer, TestService } from '@widecast/testing';

/** Sends a CSV file to a service. */
export function importCsv(service: TestService, content: string | Buffer, query = ''): Promise<Answer> {
  return service.call('POST', `/v1/imports${query}`, { raw: { content, type: 'text/csv' } });
}

export interface ImportBody {
  readonly importId: string;
  readonly state: string;
  readonly rows: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
  readonly rejections: readonly { readonly line: number; readonly column: string; readonly reason: string }[];
}

export async function createSegment(service: TestService, name: string, rule: unknown): Promise<string> {
  const { status, body } = await service.post('/v1/segments', { name, rule });
  if (status !== 201) throw new Error(`No segment: ${JSON.stringify(body)}`);
  return (body as { id: string }).id;
}

/** Who is in a segment once all changes so far are judged. */
export async function membersOf(service: TestService, segmentId: string): Promise<string[]> {
  await service.running.app.get(AccountJoins).complete();
  await service.running.app.get(ChangeDrain).complete();
  const { body } = await service.get(`/v1/segments/${segmentId}/members?limit=10000`);
  return (body as { contactIds: string[] }).contactIds;
}

/** Waits until the service has done all that is in the log. */
export async function settled(service: TestService): Promise<void> {
  await service.digested();
  await service.running.app.get(AccountJoins).complete();
  await service.running.app.get(ChangeDrain).complete();
}

/** Puts one and the same event into the log several times, and waits until the service has done it. */
export async function deliver<Contract extends EventContract>(service: TestService, contract: Contract, payload: PayloadOf<Contract>, times = 2): Promise<void> {
  const record = { topic: contract.topic, key: contract.keyOf(payload), headers: envelopeOf(contract.topic, 'test'), value: JSON.stringify(payload) };
  await service.running.app.get<EventLog>(EVENT_LOG).append(Array.from({ length: times }, () => record));
  await settled(service);
}

export interface ContactInput {
  readonly email: string;
  readonly [field: string]: unknown;
}

/** Saves contacts by the API; throws unless all were taken. Gives their ids in the order given. */
export async function saveContacts(service: TestService, ...contacts: ContactInput[]): Promise<string[]> {
  const { status, body } = await service.post('/v1/contacts', { contacts });
  if (status !== 200 || (body as { rejected: unknown[] }).rejected.length > 0) throw new Error(`Not saved: ${JSON.stringify(body)}`);
  const rows = await service.database.query<{ id: string; email: string }>('SELECT id, email FROM contacts WHERE email = ANY ($1)', [contacts.map(({ email }) => email)]);
  const ids = new Map(rows.map(({ id, email }) => [email, id]));
  return contacts.map(({ email }) => ids.get(email) ?? '');
}

/** Somebody who agreed to advertising. */
export const aContact = (email: string, more: Record<string, unknown> = {}): ContactInput => ({ email, consent: { granted: true, source: 'test' }, ...more });

/** What a service has told of a contact, oldest first. */
export async function newsOf(service: TestService, contactId: string): Promise<ContactsChanged['contacts']> {
  const published = await service.published(contactsChanged);
  return published.flatMap(({ contacts }) => contacts).filter((contact) => contact.contactId === contactId);
}

/** Empties every table of the service and the log. */
export async function forgetEverything(service: TestService): Promise<void> {
  await settled(service);
  // In a transaction, which is tried again where the clock stands in the way.
  await service.database.transaction((tx) => tx.query(
    `TRUNCATE contacts, accounts, suppressed_addresses, suppressed_contacts, account_merges, account_duplicates, hand_offs, past_verdicts, account_links, account_parents, accounts_to_join, crossed_domains, contact_tickets, hand_off_calls, consents, behaviour_events, imports, import_rejections, consent_requests, erasures, erasure_confirmations, erased_addresses, forgotten_behaviour, kept_totals, behaviour_totals, segments, segment_members, segment_work, segment_candidates, unsettled_contacts, campaign_uses, audiences, audience_chunks, outbox, inbox CASCADE`,
  ));
  await service.database.query('TRUNCATE event_log.records');
}
