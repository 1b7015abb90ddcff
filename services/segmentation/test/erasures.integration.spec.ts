import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { contactErasedBy, contactErasureRequested, ERASING_SERVICES } from '@widecast/contracts';
import { startTestService, waitUntil, type Answer, type TestService } from '@widecast/testing';
import { segmentation } from '../src/index.ts';
import { aContact, deliver, forgetEverything, importCsv, newsOf, saveContacts, type ImportBody } from './support.ts';

interface Erasure {
  readonly id: string;
  readonly contactId: string;
  readonly state: string;
  readonly waitingFor: readonly string[];
}

describe('the erasure of a person', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService(segmentation, { env: { CHORES_MS: '100' } });
  });

  beforeEach(() => forgetEverything(service));

  afterAll(() => service.stop());

  const erase = async (who: object): Promise<Erasure> => (await service.post('/v1/erasures', who)).body as Erasure;
  const look = async (id: string): Promise<Erasure> => (await service.get(`/v1/erasures/${id}`)).body as Erasure;
  const confirm = (by: (typeof ERASING_SERVICES)[number], { id, contactId }: Erasure): Promise<void> =>
    deliver(service, contactErasedBy(by), { erasureId: id, contactId, removed: { rows: 1 }, at: new Date().toISOString() });
  const asked = async (): Promise<(string | null)[]> => (await service.published(contactErasureRequested)).map(({ email }) => email);
  const due = (): Promise<unknown> => service.database.query(`UPDATE erasures SET again_at = now() - interval '1 second' WHERE again_at IS NOT NULL`);
  const save = (...contacts: object[]): Promise<Answer> => service.post('/v1/contacts', { contacts });

  it('waits for every service, however often they confirm, and forgets the address with the last of them', async () => {
    const [anna = ''] = await saveContacts(service, aContact('a@gmail.com'));
    const erasure = await erase({ contactId: anna });
    expect(erasure).toMatchObject({ contactId: anna, state: 'waiting', waitingFor: ERASING_SERVICES });
    expect((await service.get(`/v1/contacts/${anna}`)).status).toBe(404);
    expect((await newsOf(service, anna)).at(-1)).toMatchObject({ version: 2, email: null });
    expect((await erase({ contactId: anna })).id).toBe(erasure.id);

    for (const name of ERASING_SERVICES.slice(1)) await confirm(name, erasure);
    expect(await look(erasure.id)).toMatchObject({ state: 'waiting', waitingFor: ['dispatch'] });
    expect(((await service.get('/v1/erasures?open=true')).body as { erasures: unknown[] }).erasures.length).toBe(1);
    await confirm('dispatch', erasure);

    expect(await look(erasure.id)).toMatchObject({ state: 'done', waitingFor: [] });
    expect(await service.database.query('SELECT email FROM erasures')).toEqual([{ email: null }]);
    expect(((await service.get('/v1/erasures?open=true')).body as { erasures: unknown[] }).erasures).toEqual([]);
  });

  it('is asked for again while a service is silent, and later for what came late, without the address', async () => {
    const [anna = ''] = await saveContacts(service, aContact('a@gmail.com'));
    const erasure = await erase({ contactId: anna });
    await due();
    await waitUntil(async () => (await asked()).length === 2, { what: 'the second question' });
    for (const name of ERASING_SERVICES) await confirm(name, erasure);
    await due();
    await waitUntil(async () => (await asked()).length === 3, { what: 'the question after all have confirmed' });

    expect(await asked()).toEqual(['a@gmail.com', 'a@gmail.com', null]);
    const [{ days } = { days: 0 }] = await service.database.query<{ days: number }>('SELECT extract(day FROM again_at - asked_at)::int AS days FROM erasures');
    expect(days).toBe(8);
  });

  it('keeps every list from bringing him back, until he asks for it himself', async () => {
    const [anna = ''] = await saveContacts(service, aContact('a@gmail.com'), aContact('b@gmail.com'));
    await erase({ contactId: anna });

    expect((await save({ email: 'A@gmail.com' }, { email: 'c@gmail.com' })).body).toMatchObject({ created: 1, rejected: [{ index: 0, field: 'email', message: expect.stringContaining('erased') as unknown }] });
    const csv = await importCsv(service, 'email\na@gmail.com\nd@gmail.com\nb@gmail.com\n');
    expect(csv.body as ImportBody).toMatchObject({ created: 1, rejected: 1, rejections: [{ line: 2, column: 'email' }] });
    const lookUp = await importCsv(service, 'email\na@gmail.com\n', '?dryRun=true');
    expect(lookUp.body as ImportBody).toMatchObject({ created: 0, rejected: 1 });

    const release = (email: string): Promise<Answer> => service.call('DELETE', `/v1/erased-addresses/${email}`);
    expect([(await release('A@gmail.com')).status, (await release('a@gmail.com')).status]).toEqual([204, 404]);
    expect((await save({ email: 'a@gmail.com' })).body).toMatchObject({ created: 1, rejected: [] });
  });

  it('keeps lists from bringing him back by his external id, under whatever address', async () => {
    await saveContacts(service, aContact('old@gmail.com', { externalId: 'crm-7' }), aContact('b@gmail.com', { externalId: 'crm-8' }));
    await saveContacts(service, aContact('new@gmail.com', { externalId: 'crm-7' }));
    await erase({ email: 'new@gmail.com' });

    const list = 'email,external_id,name\nold@gmail.com,crm-7,X\nb@gmail.com,crm-8,B\nc@gmail.com,crm-9,C\n';
    for (const query of ['?dryRun=true', '']) expect((await importCsv(service, list, query)).body).toMatchObject({ created: 1, updated: 1, rejections: [{ line: 2, column: 'external_id' }] });
    expect((await save({ email: 'b@gmail.com', externalId: 'crm-7' }, { email: 'd@gmail.com' })).body).toMatchObject({ created: 1, rejected: [{ index: 0, field: 'externalId' }] });

    expect((await service.call('DELETE', '/v1/erased-addresses/crm-9')).status).toBe(404);
    expect((await service.call('DELETE', '/v1/erased-addresses/crm-7')).status).toBe(204);
    expect((await save({ email: 'new@gmail.com' }, { email: 'old@gmail.com', externalId: 'crm-7' })).body).toMatchObject({ created: 2 });
  });

  it('lets no import that runs at the same time bring him back', async () => {
    for (let n = 0; n < 5; n += 1) {
      const email = `race${n}@gmail.com`;
      const [id = ''] = await saveContacts(service, { email });
      await Promise.all([erase({ contactId: id }), save({ email, name: 'again' }), save({ email, name: 'and again' }), importCsv(service, `email,name\n${email},once more\n`)]);
      expect(await service.database.query('SELECT FROM contacts WHERE email = $1', [email])).toEqual([]);
    }
  });

  it('takes an address that is no contact, and refuses what it cannot find', async () => {
    const stranger = await erase({ email: 'Stranger@else.test' });

    expect((await erase({ email: 'stranger@else.test' })).id).toBe(stranger.id);
    expect(await asked()).toEqual(['stranger@else.test']);
    expect((await service.post('/v1/erasures', { contactId: randomUUID() })).status).toBe(404);
    expect((await service.post('/v1/erasures', { email: 'nobody' })).status).toBe(422);
    expect((await service.post('/v1/erasures', {})).status).toBe(422);
    expect((await service.call('POST', '/v1/erasures', { body: { email: 'a@b.test' }, scopes: ['contacts:*'] })).status).toBe(403);
  });
});
