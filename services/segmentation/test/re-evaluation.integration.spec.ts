import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { startTestService, waitUntil, type TestService } from '@widecast/testing';
import { segmentation } from '../src/index.ts';
import { CandidatesRepository } from '../src/membership/candidates.repository.ts';
import { MembersRepository, type LockedSegment } from '../src/membership/members.repository.ts';
import { aContact, createSegment, forgetEverything, importCsv, membersOf, saveContacts, settled } from './support.ts';

describe('a change of contacts', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService(segmentation);
  });

  beforeEach(() => forgetEverything(service));

  afterEach(() => void jest.restoreAllMocks());

  afterAll(() => service.stop());

  it('is judged only by rules that look at what did change, contact by contact, in lists and calls alike', async () => {
    await service.call('PUT', '/v1/attributes/tags', { body: { type: 'list' } });
    const [anna = '', bert = ''] = await saveContacts(service, aContact('anna@firm.test', { attributes: { city: 'Oslo', seats: 1, tags: ['a', 'b'] } }), aContact('bert@firm.test', { attributes: { city: 'Rome', seats: 1 } }));
    const ids = new Map<string, string>();
    for (const [name, rule] of Object.entries({
      city: { field: 'attributes.city', op: 'eq', value: 'Oslo' }, seats: { field: 'attributes.seats', op: 'gte', value: 2 }, tags: { field: 'attributes.tags', op: 'has', value: 'b' },
      consent: { consent: 'advertising', is: true }, account: { field: 'account.tier', op: 'exists' },
    })) ids.set(await createSegment(service, name, rule), name);
    await settled(service);
    const judging = jest.spyOn(service.running.app.get(MembersRepository), 'judge');
    const judged = (): string[] => judging.mock.calls.flatMap(([, segments, contactIds]: [unknown, readonly LockedSegment[], readonly string[]]) =>
      segments.flatMap(({ id }) => contactIds.map((contact) => `${ids.get(id)} of ${contact === anna ? 'anna' : contact === bert ? 'bert' : 'another'}`))).toSorted();

    await importCsv(service, 'email,city,seats,tags,consent\nanna@firm.test,Oslo,2,a;b,yes\nbert@firm.test,Oslo,1,,yes\n', '?consentSource=list');
    await settled(service);
    expect(judged()).toEqual(['city of bert', 'seats of anna']);

    judging.mockClear();
    await saveContacts(service, { email: 'anna@firm.test', name: 'Anna', attributes: { city: 'Oslo', tags: ['a'] } });
    await settled(service);
    expect(judged()).toEqual(['tags of anna']);
    const idOf = (name: string): string => [...ids].find(([, known]) => known === name)?.[0] ?? '';
    expect([await membersOf(service, idOf('tags')), await membersOf(service, idOf('seats')), await membersOf(service, idOf('city'))]).toEqual([[], [anna], [anna, bert].toSorted()]);
  });

  it('of a rule that is changed again during the look leaves to the last rule whom that has found', async () => {
    const people = await saveContacts(service, aContact('anna@firm.test', { attributes: { city: 'Oslo' } }), aContact('bert@firm.test', { attributes: { city: 'Oslo' } }));
    const inCity = (city: string): unknown => ({ name: 'city', rule: { field: 'attributes.city', op: 'eq', value: city } });
    const id = await createSegment(service, 'city', { field: 'attributes.city', op: 'eq', value: 'Rome' });
    const candidates = service.running.app.get(CandidatesRepository);
    const [find, take] = [candidates.find.bind(candidates), candidates.take.bind(candidates)];
    let goOn = (): void => undefined;
    const found = new Promise<void>((resolve) => (goOn = resolve));
    let hasLooked = false;
    jest.spyOn(candidates, 'find').mockImplementationOnce(async (...asked) => {
      await find(...asked);
      hasLooked = true;
      await found;
    });
    const slow = service.call('PUT', `/v1/segments/${id}`, { body: inCity('Bern') });
    await waitUntil(() => Promise.resolve(hasLooked), { what: 'the slow look' });
    jest.spyOn(candidates, 'take').mockImplementationOnce(async (...asked) => {
      goOn();
      await slow;
      return take(...asked);
    });

    await service.call('PUT', `/v1/segments/${id}`, { body: inCity('Oslo') });
    expect(await membersOf(service, id)).toEqual(people.toSorted());
  });
});
