import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bucketOf, contactHoldChanged, ticketChanged } from '@widecast/contracts';
import type { Transaction } from '@widecast/database';
import { waitUntil } from '@widecast/testing';
import { AddressBook, type KnownContact } from '../src/contacts/address-book.service.ts';
import type { TicketView } from '../src/tickets/ticket.view.ts';
import { contactsOf } from './contacts.ts';
import { Desk } from './desk.ts';

/** The same numbers in [0, 1) for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
}

describe('news of contacts that are late, doubled and out of order', () => {
  let desk: Desk;

  beforeAll(async () => {
    desk = await Desk.open({ env: { TICKETS_SMTP_PORT: '' } });
  });

  afterAll(() => desk.stop());

  const open = async (from: string, text: string): Promise<string> => ((await desk.service.post('/v1/tickets', { from, subject: 'x', text })).body as TicketView).id;
  const turn = (id: string, step: string): Promise<unknown> => desk.service.post(`/v1/tickets/${id}/${step}`);

  /** Several versions of several contacts, each with an address of a few. */
  const newsOf = (random: () => number, domain: string): KnownContact[] =>
    Array.from({ length: 8 }, () => randomUUID()).flatMap((contactId) =>
      Array.from({ length: 1 + Math.floor(random() * 4) }, (_, at) => ({
        contactId, version: at + 1, email: random() < 0.1 ? null : `p${Math.floor(random() * 10)}@${domain}`, tier: 'SMB',
      })));

  async function live(random: () => number, domain: string, news: readonly KnownContact[]): Promise<void> {
    const book = desk.service.running.app.get(AddressBook);
    const shuffled = [...news, ...news].map((one) => ({ one, at: random() })).toSorted((a, b) => a.at - b.at).map(({ one }) => one);
    const tickets: string[] = [];
    const steps: (() => Promise<unknown>)[] = [
      async () => tickets.push(await open(`p${Math.floor(random() * 10)}@${domain}`, random() < 0.6 ? 'This is a complaint' : 'How?')),
      () => turn(tickets[Math.floor(random() * tickets.length)] ?? randomUUID(), random() < 0.6 ? 'close' : 'reopen'),
      () => book.learn(shuffled.splice(0, 1 + Math.floor(random() * 3))),
    ];
    const step = (): Promise<unknown> => steps[Math.floor(random() * steps.length)]?.() ?? Promise.resolve();
    while (shuffled.length > 0) await Promise.all([step(), step(), step()]);
  }

  it.each([1, 2, 3, 4, 5, 6])('leave the book, the links and the holds as if they had come in order (seed %s)', async (seed) => {
    const domain = `seed${seed}.test`;
    const news = newsOf(randomOf(seed), domain);

    await live(randomOf(seed + 100), domain, news);

    const known = await desk.service.database.query<KnownContact>(
      `SELECT contact_id AS "contactId", tier, version::int, email FROM contacts WHERE contact_id = ANY($1::uuid[]) ORDER BY 1`, [news.map(({ contactId }) => contactId)],
    );
    const newest = news.filter((one) => !news.some((other) => other.contactId === one.contactId && other.version > one.version));
    expect(known).toEqual(newest.toSorted((a, b) => (a.contactId < b.contactId ? -1 : 1)));
    expect(await desk.service.database.query('SELECT 1 FROM tickets JOIN contacts USING (email) WHERE tickets.contact_id IS NULL')).toEqual([]);
    expect(await wrongHolds()).toEqual([]);
  });

  /** Contacts whose published hold is not what their open complaints make it, or whose versions have a gap. */
  async function wrongHolds(): Promise<string[]> {
    const rows = await desk.service.database.query<{ contactId: string; n: number }>(
      `SELECT contact_id AS "contactId", count(*) FILTER (WHERE complaint AND state = 'open')::int AS n FROM tickets WHERE contact_id IS NOT NULL GROUP BY 1`,
    );
    const published = await desk.service.published(contactHoldChanged);
    return rows.filter(({ contactId, n }) => {
      const own = published.filter((hold) => hold.contactId === contactId);
      return (own.at(-1)?.openComplaints ?? 0) !== n || own.some(({ version }, at) => version !== at + 1);
    }).map(({ contactId }) => contactId);
  }

  it('tell nothing when they are delivered again', async () => {
    const told = { contactId: randomUUID(), email: 'again@customer.test' };
    const id = await open(told.email, 'This is a complaint');
    const heard = async (): Promise<number> =>
      (await desk.service.published(ticketChanged)).filter(({ ticketId }) => ticketId === id).length + (await desk.service.published(contactHoldChanged)).filter(({ contactId }) => contactId === told.contactId).length;
    const last = { contactId: randomUUID(), email: 'last@customer.test' };

    for (let time = 0; time < 4; time += 1) await desk.service.publish(...contactsOf(told));
    const [contract, payload] = contactsOf(last);
    // Under the same key, so that it is delivered after them.
    await desk.service.publish(contract, { ...payload, bucket: bucketOf(told.contactId) });

    await waitUntil(heard, { what: 'the news' });
    await waitUntil(async () => (await desk.service.database.query('SELECT 1 FROM contacts WHERE contact_id = $1', [last.contactId])).length, { what: 'the last news' });
    expect(await heard()).toBe(2);
  });

  it('keep who files a ticket waiting for one batch, not for all that are in hand', async () => {
    const { database, running } = desk.service;
    const book = running.app.get(AddressBook);
    const contacts = [1, 2, 3, 4].map((n): KnownContact => ({ contactId: randomUUID(), version: 1, email: `busy${n}@customer.test`, tier: null }));
    const waiting = async (mode: string): Promise<number> =>
      (await database.query(`SELECT FROM pg_locks WHERE NOT granted AND locktype = 'advisory' AND mode = $1`, [mode])).length;
    const learned = async (tx: Pick<Transaction, 'query'>): Promise<number> => (await tx.query('SELECT FROM contacts WHERE contact_id = ANY($1::uuid[])', [contacts.map(({ contactId }) => contactId)])).length;

    const [learning, filing] = await database.transaction(async (tx) => {
      await book.open(tx);
      const news = Promise.all(contacts.map((contact) => book.learn([contact])));
      await waitUntil(async () => (await waiting('ExclusiveLock')) > 0, { what: 'the news to wait' });
      const ticket = database.transaction(async (other) => {
        await book.open(other);
        return learned(other);
      });
      await waitUntil(async () => (await waiting('ShareLock')) > 0, { what: 'the ticket to wait' });
      return [[news], [ticket]] as const;
    });

    expect(await filing[0]).toBe(1);
    await learning[0];
    expect(await learned(database)).toBe(contacts.length);
  });
});
