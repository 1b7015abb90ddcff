import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startTestService, type TestService } from '@widecast/testing';
import { segmentation } from '../src/index.ts';
import { aContact, createSegment, forgetEverything, importCsv, membersOf, newsOf, saveContacts, settled } from './support.ts';

describe('consents of imported contacts', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService(segmentation);
  });

  beforeEach(() => forgetEverything(service));

  afterAll(() => service.stop());

  const ledger = async (): Promise<string[]> => (await service.database.query<{ line: string }>(
    `SELECT concat_ws(' ', c.email, k.purpose, k.granted, k.source, k.proof) AS line FROM consents k JOIN contacts c ON c.id = k.contact_id ORDER BY 1`)).map(({ line }) => line);

  it('are kept for each purpose with source and proof, by columns or for the whole file, and the same file changes nothing', async () => {
    const list = 'email,consent,consent.personal_data,consent.tracking,consent_source,consent_proof\na@gmail.com,yes,yes,no,shop,order 7\nb@gmail.com,,,yes,,\n';
    expect((await importCsv(service, list, '?consentSource=fair&consentProof=sheet&consents=personal_data')).body).toMatchObject({ created: 2, rejected: 0 });

    const known = ['a@gmail.com advertising t shop order 7', 'a@gmail.com personal_data t shop order 7', 'a@gmail.com tracking f shop order 7', 'b@gmail.com personal_data t fair sheet', 'b@gmail.com tracking t fair sheet'];
    expect(await ledger()).toEqual(known);
    expect((await importCsv(service, list, '?consentSource=fair&consentProof=sheet&consents=personal_data')).body).toMatchObject({ created: 0, updated: 0, unchanged: 2 });
    expect((await importCsv(service, 'email,consent.tracking\na@gmail.com,yes\nb@gmail.com,no\n', '?consentSource=call&update=never')).body).toMatchObject({ created: 0, updated: 1, unchanged: 1 });
    expect(await ledger()).toEqual([...known, 'b@gmail.com tracking f call'].toSorted());
  });

  it('say who brought them, of new and of known contacts, by a list and one by one', async () => {
    await importCsv(service, 'email,consent,consent.tracking\na@gmail.com,yes,yes\nb@gmail.com,,\n', '?consentSource=fair');
    await importCsv(service, 'email,consent,consent.tracking\na@gmail.com,no,no\nb@gmail.com,yes,yes\n', '?consentSource=call');
    await saveContacts(service, aContact('c@gmail.com', { consent: { granted: true, source: 'form' }, consents: [{ purpose: 'personal_data', granted: true, source: 'form' }] }));

    expect(await service.database.query('SELECT source, actor, count(*)::int AS times FROM consents GROUP BY 1, 2 ORDER BY 1')).toEqual(
      [{ source: 'call', actor: 'test', times: 4 }, { source: 'fair', actor: 'test', times: 2 }, { source: 'form', actor: 'test', times: 2 }]);
  });

  it('are told at once to others and to segments, also where nothing else of a contact is new', async () => {
    const tracked = await createSegment(service, 'tracked', { consent: 'tracking', is: true });
    const [anna = ''] = await saveContacts(service, aContact('a@gmail.com', { consents: [{ purpose: 'tracking', granted: true, source: 'form' }] }));
    expect(await membersOf(service, tracked)).toEqual([anna]);
    expect((await newsOf(service, anna)).at(-1)).toMatchObject({ trackingConsent: true });

    await importCsv(service, 'email,consent.tracking\na@gmail.com,no\n', '?consentSource=call');
    await settled(service);
    expect((await newsOf(service, anna)).at(-1)).toMatchObject({ trackingConsent: false });
    expect(await membersOf(service, tracked)).toEqual([]);
  });

  it('are refused without a source, in the file or in its row, and in what they do not say', async () => {
    expect(await importCsv(service, 'email,consent.tracking\na@gmail.com,yes\n')).toMatchObject({ status: 422, body: { errors: [{ field: 'query.consentSource', message: expect.stringContaining('consent.tracking') as unknown }] } });
    expect(await importCsv(service, 'email\na@gmail.com\n', '?consents=tracking')).toMatchObject({ status: 422, body: { errors: [{ field: 'query.consentSource' }] } });
    expect(await importCsv(service, 'email\na@gmail.com\n', '?consents=everything&consentSource=x')).toMatchObject({ status: 422 });
    expect((await importCsv(service, 'email,consent.tracking,consent_source\na@gmail.com,yes,\nb@gmail.com,yes,form\nc@gmail.com,perhaps,form\n')).body).toMatchObject({
      created: 1, rejections: [{ line: 2, column: 'consent_source', reason: expect.stringContaining('where') as unknown }, { line: 4, column: 'consent.tracking', reason: 'write yes or no' }],
    });
  });

  it('are missed: a list of which nobody could be written to says so, and how to mend it', async () => {
    const hint = expect.stringMatching(/no promotion reaches the 2 new contact\(s\).*consents=advertising/) as unknown;
    const list = 'email,consent,opt_in\na@gmail.com,,yes\nb@gmail.com,,yes\n';
    expect((await importCsv(service, list, '?consentSource=fair&dryRun=true')).body).toMatchObject({ created: 2, agreed: 0, hints: [hint] });
    expect((await importCsv(service, list, '?consentSource=fair')).body).toMatchObject({ created: 2, agreed: 0, hints: [hint] });
    expect((await importCsv(service, list, '?consentSource=fair')).body).toMatchObject({ unchanged: 2, hints: [] });
    expect((await importCsv(service, list.replaceAll('gmail', 'mail'), '?consentSource=fair&consents=advertising')).body).toMatchObject({ created: 2, agreed: 2, hints: [] });
  });
});
