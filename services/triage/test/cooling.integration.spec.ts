import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { contactHoldChanged } from '@widecast/contracts';
import { waitUntil } from '@widecast/testing';
import { HoldsService } from '../src/holds/holds.service.ts';
import { contactsOf } from './contacts.ts';
import { Desk } from './desk.ts';

describe('after his last complaint was closed', () => {
  let desk: Desk;

  beforeAll(async () => {
    desk = await Desk.open({ env: { TICKETS_SMTP_PORT: '', TICKETS_COOLING_HOURS: '24.5' } });
  });

  afterAll(() => desk.stop());

  it('a contact is left alone for a time, and then told of once', async () => {
    const contactId = randomUUID();
    await desk.service.publish(...contactsOf({ contactId, email: 'ann@customer.test' }));
    await waitUntil(async () => (await desk.service.database.query('SELECT 1 FROM contacts WHERE contact_id = $1', [contactId])).length, { what: 'the contact' });
    const { body } = await desk.service.post('/v1/tickets', { from: 'ann@customer.test', subject: 'x', text: 'I want to file a complaint' });
    await desk.service.post(`/v1/tickets/${(body as { id: string }).id}/close`);
    expect((await desk.service.get('/v1/holds')).body).toMatchObject({ holds: [{ contactId, openComplaints: 0, coolingUntil: expect.any(String) as unknown }] });

    await desk.service.database.query("UPDATE holds SET cooling_until = now() - interval '1 second'");

    const told = async (): Promise<[boolean, number, number][]> =>
      (await desk.service.published(contactHoldChanged)).map(({ held, openComplaints, version }) => [held, openComplaints, version]);
    // As is done every few seconds.
    await waitUntil(async () => {
      await desk.service.running.app.get(HoldsService).endCooled();
      return (await told()).length === 3;
    }, { what: 'the end of the hold' });
    expect(await told()).toEqual([[true, 1, 1], [true, 0, 2], [false, 0, 3]]);
    expect((await desk.service.get('/v1/holds')).body).toEqual({ holds: [] });
  });

  it('nobody is left alone whose letter was no complaint after all, be it said before or after it was closed', async () => {
    const contactId = randomUUID();
    await desk.service.publish(...contactsOf({ contactId, email: 'bob@customer.test' }));
    await waitUntil(async () => (await desk.service.database.query('SELECT 1 FROM contacts WHERE contact_id = $1', [contactId])).length, { what: 'the contact' });
    for (const isClosed of [false, true]) {
      const { body } = await desk.service.post('/v1/tickets', { from: 'bob@customer.test', subject: `x ${String(isClosed)}`, text: 'I want to file a complaint' });
      const { id } = body as { id: string };
      if (isClosed) await desk.service.post(`/v1/tickets/${id}/close`);
      expect((await desk.service.get('/v1/holds')).body).toMatchObject({ holds: [{ contactId }] });

      await desk.service.call('PATCH', `/v1/tickets/${id}`, { body: { complaint: false } });
      expect((await desk.service.get('/v1/holds')).body).toEqual({ holds: [] });
    }
  });
});
