import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { audienceFrozen, audienceChunkPrepared, campaignLaunched, suppressionsChanged, type SuppressionsChanged } from '@widecast/contracts';
import { startTestService, waitUntil, type TestService } from '@widecast/testing';
import { segmentation } from '../src/index.ts';
import { ContactWriter } from '../src/writing/contact-writer.ts';
import { aContact, createSegment, deliver, forgetEverything, importCsv, newsOf, saveContacts, settled } from './support.ts';

type Change = SuppressionsChanged['changes'][number];

describe('suppressions', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService(segmentation);
  });

  beforeEach(() => forgetEverything(service));

  afterAll(() => service.stop());

  const ofAddress = (email: string, version: number, reason: string | null = 'by hand'): Change => ({ email, contactId: null, reason, version });
  const ofContact = (contactId: string, version: number, reason: string | null = 'unsubscribed'): Change => ({ email: null, contactId, reason, version });
  const tell = (...changes: Change[]) => deliver(service, suppressionsChanged, { changes });
  const leftOut = async (id: string): Promise<string | null | undefined> => (await newsOf(service, id)).at(-1)?.market?.leftOut;
  const reachOf = async (segmentId: string) => (await service.get(`/v1/segments/${segmentId}/reach`)).body as { audience: number; leftOut: Record<string, number> };

  it('of addresses and contacts keep them out of audiences, counted, and are told as part of the market; once, however often they come', async () => {
    const [free = '', byHand = '', gone = '', silent = ''] = await saveContacts(service, aContact('free@gmail.com'), aContact('hand@gmail.com'), aContact('gone@gmail.com'), { email: 'silent@gmail.com' });
    const segmentId = await createSegment(service, 'all', { field: 'email', op: 'exists' });
    await tell(ofAddress('hand@gmail.com', 1), ofContact(gone, 2), ofAddress('silent@gmail.com', 3), ofAddress('nobody@gmail.com', 4));

    expect(await Promise.all([free, byHand, gone, silent].map(leftOut))).toEqual([null, 'suppressed', 'suppressed', 'no_consent']);
    expect(await Promise.all([free, byHand, gone].map(async (id) => ((await service.get(`/v1/contacts/${id}`)).body as { suppressed: string | null }).suppressed))).toEqual([null, 'by hand', 'unsubscribed']);
    expect((await newsOf(service, byHand)).map(({ version }) => version)).toEqual([1, 2]);
    expect(await reachOf(segmentId)).toMatchObject({ audience: 1, leftOut: { suppressed: 2, no_consent: 1 } });

    await deliver(service, campaignLaunched, { campaignId: randomUUID(), name: 'Spring', segmentId, launchedAt: new Date().toISOString(), arms: [{ name: 'A', holdOut: false, costPerMessage: 0 }], fields: [] });
    expect(await service.published(audienceFrozen)).toMatchObject([{ selected: 4, audience: 1, leftOut: { suppressed: 2, no_consent: 1 } }]);
    expect((await service.published(audienceChunkPrepared)).flatMap(({ recipients }) => recipients).map(({ contactId }) => contactId)).toEqual([free]);
  });

  it('of an address reach the contact who is written with it in the same moment', async () => {
    const waiting = async (): Promise<boolean> => (await service.database.query(`SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`)).length > 0;
    let telling: Promise<void> = Promise.resolve();
    await service.database.transaction(async (tx) => {
      await service.running.app.get(ContactWriter).write(tx, [{ place: 0, externalId: null, name: null, language: null, attributes: {}, account: null, told: null, email: 'now@gmail.com', consent: { granted: true, source: 'form', proof: null } }], 'test');
      telling = tell(ofAddress('now@gmail.com', 1));
      await waitUntil(waiting, { what: 'the suppression to wait for the contact' });
    });
    await telling;

    const [contact] = await service.database.query<{ id: string }>('SELECT id FROM contacts');
    expect(await leftOut(contact?.id ?? '')).toBe('suppressed');
  });

  it('end when they are lifted, and older news that come late do not bring them back', async () => {
    const [one = '', two = ''] = await saveContacts(service, aContact('one@gmail.com'), aContact('two@gmail.com'));
    await tell(ofAddress('one@gmail.com', 5), ofContact(two, 6));
    await tell(ofAddress('one@gmail.com', 7, null), ofContact(two, 8, null));
    await tell(ofAddress('one@gmail.com', 5), ofContact(two, 6));

    expect(await Promise.all([one, two].map(leftOut))).toEqual([null, null]);
    await tell(ofAddress('one@gmail.com', 9, 'broken_address'), ofAddress('one@gmail.com', 10, null), ofAddress('one@gmail.com', 11));
    expect(await leftOut(one)).toBe('suppressed');
  });

  it('are rebuilt from all that are told again: what is not told any more is lifted', async () => {
    const [stays = '', lost = '', late = ''] = await saveContacts(service, aContact('stays@gmail.com'), aContact('lost@gmail.com'), aContact('late@gmail.com'));
    await tell(ofAddress('stays@gmail.com', 1), ofContact(lost, 2));
    await service.publish(suppressionsChanged, { changes: [ofAddress('stays@gmail.com', 11), ofAddress('late@gmail.com', 12)] }, { changes: [], completeFrom: 10 });
    await settled(service);

    expect(await Promise.all([stays, lost, late].map(leftOut))).toEqual(['suppressed', null, 'suppressed']);
  });

  it('are counted when a list is imported, also in a trial, and a list that is imported again stays applied', async () => {
    const file = 'email,consent\nfree@gmail.com,yes\nhand@gmail.com,yes\nno,yes\n';
    await tell(ofAddress('hand@gmail.com', 1));

    expect((await importCsv(service, file, '?consentSource=form&dryRun=true')).body).toMatchObject({ created: 2, suppressed: 1, rejected: 1 });
    expect((await importCsv(service, file, '?consentSource=form')).body).toMatchObject({ created: 2, suppressed: 1 });
    await tell(ofAddress('free@gmail.com', 2));
    expect((await importCsv(service, file, '?consentSource=form')).body).toMatchObject({ created: 0, updated: 0, unchanged: 2, suppressed: 2 });
  });

  it('leave nothing behind of a person who is erased, however late they come', async () => {
    const [id = ''] = await saveContacts(service, aContact('ann@gmail.com'));
    await tell(ofAddress('ann@gmail.com', 1), ofContact(id, 2));
    await service.post('/v1/erasures', { contactId: id });
    await tell(ofAddress('ann@gmail.com', 3));

    expect(await service.database.query('SELECT email FROM suppressed_addresses UNION ALL SELECT contact_id::text FROM suppressed_contacts')).toEqual([]);
  });
});
