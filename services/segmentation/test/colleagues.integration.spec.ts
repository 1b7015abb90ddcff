import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ContactsChanged } from '@widecast/contracts';
import { startTestService, type TestService } from '@widecast/testing';
import { ColleagueNews } from '../src/colleagues/colleague-news.ts';
import { segmentation } from '../src/index.ts';
import { aContact, forgetEverything, importCsv, newsOf, saveContacts, settled } from './support.ts';

const SMALL = { key: 'crm-5', signals: { employees: 3 } };

describe('who stands in another account than the company at whose domain he is', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService(segmentation);
  });

  beforeEach(() => forgetEverything(service));

  afterAll(() => service.stop());

  const heard = async (contactId: string): Promise<ContactsChanged['contacts'][number] | undefined> => {
    await settled(service);
    await service.running.app.get(ColleagueNews).complete();
    return (await newsOf(service, contactId)).at(-1);
  };
  const idOf = async (key: string): Promise<string> => (await service.database.query<{ id: string }>('SELECT id FROM accounts WHERE key = $1', [key]))[0]?.id ?? '';
  const say = async (key: string, tier: string | null): Promise<unknown> => service.call('PUT', `/v1/accounts/${await idOf(key)}/tier`, { body: { tier } });
  const freelancers = (...emails: string[]): Promise<string[]> => saveContacts(service, ...['x@five.test', 'y@five.test', 'z@five.test', ...emails].map((email) => aContact(email, { account: SMALL })));

  it('is told of when that company becomes large, with its account, and when it comes back', async () => {
    const [customer = '', , , anna = '', below = '', other = ''] = await freelancers('anna@grows.test', 'olga@eu.grows.test', 'ann@gmail.com');
    await saveContacts(service, aContact('boss@grows.test', { account: { signals: { employees: 20 } } }));
    expect(await heard(anna)).toMatchObject({ massTreatment: true });

    await saveContacts(service, aContact('boss@grows.test', { account: { signals: { employees: 5000 } } }));

    const companyId = await idOf('grows.test');
    expect([await heard(anna), await heard(below)]).toMatchObject([{ tier: 'SOHO', massTreatment: false, companyId }, { massTreatment: false, companyId }]);
    expect([await heard(customer), await heard(other)]).toMatchObject([{ version: 1, massTreatment: true }, { version: 1, massTreatment: true }]);
    expect((await importCsv(service, 'email,account\nanna@grows.test,crm-5\n')).body).toMatchObject({ unchanged: 1 });

    await say('grows.test', 'SMB');

    expect(await heard(anna)).toMatchObject({ massTreatment: true });
    expect((await heard(anna))?.companyId ?? null).toBeNull();
  });

  it('is told of when a large company is known to have that domain', async () => {
    const [, , , anna = ''] = await freelancers('anna@giant.test');
    await saveContacts(service, aContact('boss@gmail.com', { account: { key: 'crm-1', signals: { employees: 5000 } } }));
    expect(await heard(anna)).toMatchObject({ massTreatment: true });

    await importCsv(service, 'email,account,account.website\nboss@gmail.com,crm-1,https://www.giant.test\n');

    expect(await heard(anna)).toMatchObject({ massTreatment: false, companyId: await idOf('crm-1') });
  });

  it('is told of when a person says that his account is small, or takes that back', async () => {
    const [, , , anna = ''] = await freelancers('anna@giant.test');
    await saveContacts(service, aContact('boss@giant.test', { account: { signals: { employees: 5000 } } }));
    expect(await heard(anna)).toMatchObject({ massTreatment: false });

    await say('crm-5', 'SOHO');
    expect(await heard(anna)).toMatchObject({ massTreatment: true });

    await say('crm-5', null);
    expect(await heard(anna)).toMatchObject({ massTreatment: false });
  });

  it('waits for a few thousand others at most, however many are told of', async () => {
    const rows = Array.from({ length: 6000 }, (_, n) => `p${n}@giant.test,crm-${n % 3000},3\nq${n}@five.test,crm-${n % 3000},3\n`).join('');
    await importCsv(service, `email,account,account.employees\n${rows}`);
    await settled(service);

    await saveContacts(service, aContact('boss@giant.test', { account: { signals: { employees: 5000 } } }));
    await service.running.app.get(ColleagueNews).complete();

    const told = await service.database.query<{ people: number }>(`SELECT count(*)::int AS people FROM contacts WHERE email LIKE 'p%@giant.test' AND version = 2 GROUP BY xmin::text ORDER BY people`);
    expect(told.map(({ people }) => people)).toEqual([1000, 5000]);
  });
});
