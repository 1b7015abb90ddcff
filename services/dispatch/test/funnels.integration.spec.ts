import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  bucketOf, contactHoldChanged, contactsAdvanced, deliveriesSettled, funnelStateChanged, recipientsResolved, type ContactsAdvanced, type Recipient,
} from '@widecast/contracts';
import { waitUntil } from '@widecast/testing';
import { aRecipient, aTemplate, startStage, type Stage } from './builders.ts';

const stateOf = (funnelId: string, version: number, state: 'active' | 'stopped') => ({ funnelId, version, state, at: new Date().toISOString() });
const moveOf = (funnelId: string, { contactId }: Recipient, state: ContactsAdvanced['moves'][number]['state']) => ({
  bucket: bucketOf(contactId), funnelId, moves: [{ contactId, step: 'hello', state, version: 2, at: new Date().toISOString() }],
});
const linesOf = (states: Readonly<Record<string, string>>): string => Object.entries(states).map(([who, state]) => `${who} ${state}`).toSorted().join('\n');

describe('messages of a funnel', () => {
  let stage: Stage;
  let templateId: string;

  beforeAll(async () => {
    stage = await startStage({ env: { SMTP_RETRY_MS: '3600000' } });
    templateId = await aTemplate(stage.service);
  });

  afterAll(() => stage.stop());

  beforeEach(() => {
    stage.sink.clear();
    stage.sink.follow(() => undefined);
  });

  const ask = (id: string, recipient: Recipient, template = templateId, step = 'hello'): Promise<unknown> =>
    stage.service.publish(recipientsResolved, {
      bucket: bucketOf(recipient.contactId), source: { kind: 'funnel', id, step }, templateId: template, recipients: [recipient], refused: [],
    });
  const hold = ({ contactId }: Recipient, version: number, held: boolean): Promise<unknown> =>
    stage.service.publish(contactHoldChanged, { contactId, version, held, openComplaints: held ? 1 : 0, at: new Date().toISOString() });
  const statesOf = async (id: string): Promise<Record<string, string>> => Object.fromEntries(
    (await stage.service.database.query('SELECT email, state, reason FROM deliveries WHERE source_id = $1', [id]))
      .map(({ email, state, reason }) => [String(email).replace('@example.com', ''), reason === null ? state : `${state} ${reason}`]));
  const until = (id: string, states: Readonly<Record<string, string>>): Promise<unknown> => waitUntil(async () => {
    const now = await statesOf(id);
    return linesOf(now) === linesOf(states) ? now : undefined;
  }, { what: JSON.stringify(states) });
  const known = (sql: string, id: string): Promise<unknown> => waitUntil(async () => (await stage.service.database.query(sql, [id])).length > 0, { what: sql });
  /** Refused for now, so that they wait in the ledger. */
  const refuse = (): void => stage.sink.follow(({ stage: at }) => (at === 'rcpt' ? { reply: '451 4.7.1 later' } : undefined));

  it('that wait are cancelled when it stops, whatever came first; when it goes on only new ones leave', async () => {
    const id = randomUUID();
    refuse();
    await ask(id, aRecipient(1));
    const held = aRecipient(2);
    await hold(held, 1, true);
    await known('SELECT FROM holds WHERE contact_id = $1', held.contactId);
    await ask(id, held);
    await until(id, { person1: 'deferred 451 4.7.1', person2: 'held open_complaint' });

    await stage.service.publish(funnelStateChanged, stateOf(id, 2, 'stopped'), stateOf(id, 1, 'active'));
    await until(id, { person1: 'cancelled', person2: 'cancelled' });
    stage.sink.follow(() => undefined);
    await ask(id, aRecipient(3));
    await until(id, { person1: 'cancelled', person2: 'cancelled', person3: 'cancelled' });
    await stage.service.publish(funnelStateChanged, stateOf(id, 3, 'active'), stateOf(id, 2, 'stopped'));
    await known("SELECT FROM sources WHERE id = $1 AND state = 'open'", id);
    await ask(id, aRecipient(4));
    await hold(held, 2, false);

    await until(id, { person1: 'cancelled', person2: 'cancelled', person3: 'cancelled', person4: 'accepted' });
    expect(stage.sink.recipients()).toEqual(['person4@example.com']);
    expect(await stage.service.database.query('SELECT FROM held_deliveries')).toEqual([]);
  });

  it('do not leave where the funnel was stopped before it was heard of', async () => {
    const id = randomUUID();
    await stage.service.publish(funnelStateChanged, stateOf(id, 4, 'stopped'));
    await known('SELECT FROM sources WHERE id = $1', id);

    await ask(id, aRecipient(5));

    await until(id, { person5: 'cancelled' });
  });

  it('are cancelled for who has reached the goal or left, before or after they were asked for; who is through gets his last', async () => {
    const id = randomUUID();
    const [before, after, kept, through] = [11, 12, 13, 14].map((n) => aRecipient(n)) as [Recipient, Recipient, Recipient, Recipient];
    await hold(kept, 1, true);
    await known('SELECT FROM holds WHERE contact_id = $1', kept.contactId);
    await stage.service.publish(contactsAdvanced, moveOf(id, before, 'exited'), moveOf(id, through, 'completed'));
    await known('SELECT FROM funnel_exits WHERE funnel_id = $1', id);
    await ask(id, before);
    await ask(id, through);
    await ask(id, kept);
    await until(id, { person11: 'cancelled left_funnel', person13: 'held open_complaint', person14: 'accepted' });
    refuse();
    await ask(id, after);
    await waitUntil(async () => (await statesOf(id))['person12']?.startsWith('deferred') === true, { what: 'deferred' });

    await stage.service.publish(contactsAdvanced, moveOf(id, after, 'goal'), moveOf(id, kept, 'exited'), moveOf(id, kept, 'exited'));

    await until(id, { person11: 'cancelled left_funnel', person12: 'cancelled left_funnel', person13: 'cancelled left_funnel', person14: 'accepted' });
    const events = (await stage.service.published(deliveriesSettled)).filter(({ source }) => source.id === id).flatMap(({ outcomes }) => outcomes);
    expect(events.filter(({ state }) => state === 'cancelled')).toHaveLength(3);
    expect(stage.sink.recipients()).toEqual(['person14@example.com']);
  });

  it('are never sent as notices', async () => {
    const id = randomUUID();
    const notice = await aTemplate(stage.service, { kind: 'transactional' });

    await ask(id, aRecipient(21), notice);

    await until(id, { person21: 'failed transactional_template' });
    expect(stage.sink.count).toBe(0);
  });
});
