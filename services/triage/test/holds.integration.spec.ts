import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { contactHoldChanged, type ContactHoldChanged } from '@widecast/contracts';
import { waitUntil } from '@widecast/testing';
import { contactsOf } from './contacts.ts';
import { Desk } from './desk.ts';

const COMPLAINT = 'I want to file a complaint: nobody answers.';

describe('an open complaint', () => {
  let desk: Desk;

  beforeAll(async () => {
    desk = await Desk.open();
  });

  afterAll(() => desk.stop());

  const learn = async (contactId: string, email: string | null, version = 1): Promise<void> => {
    await desk.service.publish(...contactsOf({ contactId, email, version }));
  };
  const known = async (contactId: string, email: string): Promise<void> => {
    await learn(contactId, email);
    await waitUntil(async () => (await desk.service.database.query('SELECT 1 FROM contacts WHERE contact_id = $1', [contactId])).length, { what: 'the contact' });
  };
  const holdsOf = async (contactId: string): Promise<Pick<ContactHoldChanged, 'held' | 'openComplaints' | 'version'>[]> =>
    (await desk.service.published(contactHoldChanged)).filter((hold) => hold.contactId === contactId).map(({ held, openComplaints, version }) => ({ held, openComplaints, version }));
  const heldNow = async (): Promise<string[]> => ((await desk.service.get('/v1/holds')).body as { holds: { contactId: string }[] }).holds.map(({ contactId }) => contactId);

  it('holds the contact until the last one is closed', async () => {
    const contactId = randomUUID();
    await known(contactId, 'carl@customer.test');
    await desk.mail({ from: 'Carl@customer.test', text: COMPLAINT });
    await desk.mail({ from: 'carl@customer.test', text: 'Это возмутительно!' });
    const [first, second] = await desk.ticketsOf('carl@customer.test');
    expect(first).toMatchObject({ contactId, complaint: true, queue: 'complaints', urgency: 'high' });
    expect(await heldNow()).toContain(contactId);

    await desk.service.post(`/v1/tickets/${first?.id ?? ''}/close`);
    await desk.service.post(`/v1/tickets/${second?.id ?? ''}/close`);

    expect(await holdsOf(contactId)).toEqual([
      { held: true, openComplaints: 1, version: 1 }, { held: true, openComplaints: 2, version: 2 },
      { held: true, openComplaints: 1, version: 3 }, { held: false, openComplaints: 0, version: 4 },
    ]);
    expect(await heldNow()).not.toContain(contactId);
  });

  it('holds the contact who writes from his address with a +tag', async () => {
    const contactId = randomUUID();
    await known(contactId, 'tess@customer.test');
    await desk.mail({ from: 'tess+shop@customer.test', text: COMPLAINT });

    expect(await desk.ticketsOf('tess+shop@customer.test')).toMatchObject([{ contactId, complaint: true }]);
    expect(await heldNow()).toContain(contactId);
  });

  it('holds again when it is opened again', async () => {
    const contactId = randomUUID();
    await known(contactId, 'dora@customer.test');
    await desk.mail({ from: 'dora@customer.test', text: COMPLAINT });
    const [ticket] = await desk.ticketsOf('dora@customer.test');

    await desk.service.post(`/v1/tickets/${ticket?.id ?? ''}/close`);
    await desk.service.post(`/v1/tickets/${ticket?.id ?? ''}/reopen`);

    expect((await holdsOf(contactId)).map(({ held }) => held)).toEqual([true, false, true]);
  });

  it('holds a contact who becomes known only later', async () => {
    const contactId = randomUUID();
    await desk.mail({ from: 'eve@customer.test', text: COMPLAINT });
    expect(await holdsOf(contactId)).toEqual([]);

    await learn(contactId, 'EVE@customer.test');

    await waitUntil(async () => (await holdsOf(contactId)).length, { what: 'the hold' });
    expect(await holdsOf(contactId)).toEqual([{ held: true, openComplaints: 1, version: 1 }]);
    expect((await desk.ticketsOf('eve@customer.test'))[0]).toMatchObject({ contactId });
  });

  it('holds a contact who takes the address of the ticket later', async () => {
    const contactId = randomUUID();
    await known(contactId, 'old@customer.test');
    await desk.mail({ from: 'new@customer.test', text: COMPLAINT });

    await learn(contactId, 'new@customer.test', 2);
    // News that is older than what is known, and the same again, change nothing.
    await learn(contactId, 'old@customer.test', 1);
    await learn(contactId, 'new@customer.test', 2);

    await waitUntil(async () => (await holdsOf(contactId)).length, { what: 'the hold' });
    await known(randomUUID(), `after-${contactId}@customer.test`);
    expect(await holdsOf(contactId)).toEqual([{ held: true, openComplaints: 1, version: 1 }]);
    const [row] = await desk.service.database.query<{ email: string }>('SELECT email FROM contacts WHERE contact_id = $1', [contactId]);
    expect(row?.email).toBe('new@customer.test');
  });

  it('begins when a question turns into one', async () => {
    const contactId = randomUUID();
    await known(contactId, 'fred@customer.test');
    await desk.mail({ from: 'fred@customer.test', text: 'Where is my invoice?', headers: { 'Message-ID': '<fred1@x.test>' } });
    expect(await holdsOf(contactId)).toEqual([]);

    await desk.mail({ from: 'fred@customer.test', text: 'Still nothing. This is unacceptable.', headers: { 'In-Reply-To': '<fred1@x.test>' } });

    expect(await holdsOf(contactId)).toEqual([{ held: true, openComplaints: 1, version: 1 }]);
    expect((await desk.ticketsOf('fred@customer.test'))[0]).toMatchObject({ complaint: true, intent: 'complaint', queue: 'complaints', urgency: 'high' });
  });

  it('loses no hold when the contact becomes known while his mails come in', async () => {
    const people = Array.from({ length: 12 }, (_, n) => ({ contactId: randomUUID(), email: `race${n}@customer.test` }));

    await Promise.all(people.flatMap(({ contactId, email }) => [desk.mail({ from: email, text: COMPLAINT }), learn(contactId, email)]));

    await waitUntil(async () => (await desk.service.database.query(`SELECT 1 FROM tickets WHERE email LIKE 'race%' AND contact_id IS NULL`)).length === 0, { what: 'the links' });
    const held = await heldNow();
    expect(people.filter(({ contactId }) => !held.includes(contactId))).toEqual([]);
  });
});
