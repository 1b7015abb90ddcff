import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { behaviourRecorded, bucketOf, responsesObserved, ticketChanged, ticketOpened, type BehaviourRecorded } from '@widecast/contracts';
import { startTestService, type Answer, type TestService } from '@widecast/testing';
import { segmentation } from '../src/index.ts';
import { aContact, createSegment, deliver, forgetEverything, membersOf, saveContacts } from './support.ts';

const MINUTE = 60_000;

describe('behaviour', () => {
  let service: TestService;
  let anna: string;

  beforeAll(async () => {
    service = await startTestService(segmentation);
  });

  beforeEach(async () => {
    await forgetEverything(service);
    [anna = ''] = await saveContacts(service, aContact('anna@gmail.com', { externalId: 'crm-7' }));
  });

  afterAll(() => service.stop());

  const agoIso = (ms: number): string => new Date(Date.now() - ms).toISOString();
  const record = (...events: object[]): Promise<Answer> => service.post('/v1/behaviour', { events });
  const aVisit = (more: object = {}): object => ({ eventId: randomUUID(), contact: { email: 'Anna@gmail.com' }, type: 'visited', occurredAt: agoIso(MINUTE), ...more });
  const published = async (): Promise<BehaviourRecorded['events']> => (await service.published(behaviourRecorded)).flatMap(({ events }) => events);

  it('counts an event once: in one request, in two, and in two at a time', async () => {
    const visit = aVisit();
    const others = Array.from({ length: 50 }, () => aVisit());

    const first = await record(visit, visit);
    const answers = await Promise.all([record(visit, ...others), record(...others.toReversed(), visit)]);

    expect(first.body).toMatchObject({ accepted: 1, duplicates: 1, rejected: [] });
    expect(answers.reduce((sum, { body }) => sum + (body as { accepted: number }).accepted, 0)).toBe(50);
    expect(new Set((await published()).map(({ eventId }) => eventId)).size).toBe(51);
    expect(await published()).toHaveLength(51);
  });

  it('knows a contact by id, address or external id, and says which it does not know', async () => {
    const { body } = await record(aVisit({ contact: { id: anna } }), aVisit({ contact: { externalId: 'crm-7' } }), aVisit({ contact: { email: 'x@gmail.com' } }));

    expect(body).toMatchObject({ accepted: 2, rejected: [{ index: 2, field: 'contact' }] });
  });

  it('publishes the campaign that is named as the cause', async () => {
    const campaignId = randomUUID();
    await record(aVisit({ type: 'bought', value: 12.5, campaignId }), aVisit());

    expect(await published()).toEqual(expect.arrayContaining([
      expect.objectContaining({ contactId: anna, type: 'bought', value: 12.5, campaignId }), expect.not.objectContaining({ campaignId: expect.anything() as unknown }),
    ]));
  });

  it.each([
    ['a value that no sum can hold', { value: 1e200 }], ['a time in the future', { occurredAt: agoIso(-10 * MINUTE) }], ['a time before 1970', { occurredAt: '1969-01-01T00:00:00Z' }],
    ['a contact without a name', { contact: {} }], ['an unknown field', { amount: 3 }], ['an id that is none', { campaignId: 'spring' }],
  ])('refuses %s and records nothing', async (_what, defect) => {
    const { status } = await record(aVisit(), aVisit(defect));

    expect(status).toBe(422);
    expect(await service.database.query('SELECT FROM behaviour_events')).toEqual([]);
  });

  it('takes what a fast clock says for now, so that it is in the windows that end now', async () => {
    const segment = await createSegment(service, 'active', { behaviour: 'visited', within: { days: 1 } });

    await record(aVisit({ occurredAt: agoIso(-2 * MINUTE) }));

    expect(await membersOf(service, segment)).toEqual([anna]);
    expect(Date.parse((await published())[0]?.occurredAt ?? '')).toBeLessThanOrEqual(Date.now());
  });

  it('takes a ticket for behaviour once, also where the contact is known only later', async () => {
    const about = { language: 'en', intent: 'question', urgency: 'normal' as const, complaint: false, queue: 'general', at: agoIso(MINUTE) };
    const known = { ...about, ticketId: randomUUID(), contactId: anna };
    const late = { ...about, ticketId: randomUUID(), contactId: null };

    await deliver(service, ticketOpened, { ...known, channel: 'mail' });
    await deliver(service, ticketChanged, { ...known, version: 2, state: 'closed' });
    await deliver(service, ticketOpened, { ...late, channel: 'mail' });
    await deliver(service, ticketChanged, { ...late, contactId: anna, version: 2, state: 'open' });
    await deliver(service, ticketChanged, { ...late, contactId: randomUUID(), version: 3, state: 'open' });

    expect((await published()).map(({ contactId, type, eventId }) => [contactId, type, eventId])).toEqual(
      [known, late].map(({ ticketId }) => [anna, 'wrote_to_support', `ticket:${ticketId}`]),
    );
  });

  it('makes behaviour of what a ticket tells of leaving and buying, once per ticket', async () => {
    const ticketId = randomUUID();
    const ticket = { ticketId, contactId: anna, language: 'en', intent: 'cancel', urgency: 'normal' as const, complaint: false, queue: 'retention', at: agoIso(MINUTE), signals: { churn: 0.8 } };

    await deliver(service, ticketOpened, { ...ticket, channel: 'mail' });
    await deliver(service, ticketChanged, { ...ticket, version: 2, state: 'closed' });

    expect((await published()).map(({ type, eventId }) => [type, eventId])).toEqual([['wrote_to_support', `ticket:${ticketId}`], ['churn_risk', `ticket:${ticketId}:churn`]]);
  });

  it('takes clicks of persons for clicks, of machines for something else, and none of who has withdrawn his consent', async () => {
    const [boris = ''] = await saveContacts(service, aContact('boris@gmail.com'));
    await service.post(`/v1/contacts/${boris}/consents`, { purpose: 'tracking', granted: false, source: 'test' });
    const segment = await createSegment(service, 'engaged', { behaviour: 'clicked', times: { op: 'gte', count: 2 } });
    const campaignId = randomUUID();
    const click = (contactId: string, by: 'person' | 'machine' | 'unknown') => ({
      responseId: randomUUID(), contactId, source: { kind: 'campaign' as const, id: campaignId, step: '' }, kind: 'clicked' as const, by, destination: 'https://a.example', at: agoIso(MINUTE),
    });
    const told = async (...responses: ReturnType<typeof click>[]): Promise<void> => await deliver(service, responsesObserved, { bucket: bucketOf(anna), responses });

    await told(click(anna, 'machine'), click(anna, 'unknown'), click(anna, 'person'), click(boris, 'person'), click(boris, 'person'), click(randomUUID(), 'person'));
    expect(await membersOf(service, segment)).toEqual([]);
    await told(click(anna, 'person'));

    expect(await membersOf(service, segment)).toEqual([anna]);
    const seen = (await published()).map(({ contactId, type, campaignId: cause }) => `${contactId} ${type} ${cause}`);
    expect(seen.toSorted()).toEqual(['clicked', 'clicked', 'clicked_machine', 'clicked_unknown'].map((type) => `${anna} ${type} ${campaignId}`));
  });
});
