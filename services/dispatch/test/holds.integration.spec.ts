import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { contactHoldChanged, deliveriesSettled, type Recipient } from '@widecast/contracts';
import { waitUntil } from '@widecast/testing';
import { aCampaign, aRecipient, launchOver, lookAt, startStage, untilState, type Stage } from './builders.ts';

const holdOf = ({ contactId }: Recipient, version: number, held: boolean) => ({ contactId, version, held, openComplaints: held ? 1 : 0, at: new Date().toISOString() });

describe('a hold', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await startStage();
  });

  afterAll(() => stage.stop());

  beforeEach(() => stage.sink.clear());

  const change = async (...changes: ReturnType<typeof holdOf>[]): Promise<void> => {
    const marker = aRecipient(0);
    await stage.service.publish(contactHoldChanged, ...changes, holdOf(marker, 1, false));
    const known = [...changes, holdOf(marker, 1, false)].map(({ contactId }) => contactId);
    await waitUntil(async () => {
      const rows = await stage.service.database.query('SELECT max(version) AS version FROM holds WHERE contact_id = ANY($1) GROUP BY contact_id', [known]);
      const newest = Math.max(...changes.map(({ version }) => version));
      return rows.length === new Set(known).size && rows.some(({ version }) => Number(version) >= newest);
    }, { what: 'holds' });
  };
  const heldOf = async ({ contactId }: Recipient): Promise<unknown> =>
    (await stage.service.database.query('SELECT held, version FROM holds WHERE contact_id = $1', [contactId]))[0];
  const isClosed = (id: string): Promise<unknown> => waitUntil(async () =>
    (await stage.service.database.query("SELECT FROM sources WHERE id = $1 AND state = 'closed'", [id])).length > 0, { what: 'closed' });

  it('is known by its newest version, however often and in whatever order news of it come', async () => {
    const person = aRecipient(1);

    await change(holdOf(person, 3, true), holdOf(person, 2, false), holdOf(person, 3, true), holdOf(person, 1, true));
    await change(holdOf(person, 2, false));
    expect(await heldOf(person)).toEqual({ held: true, version: 3 });

    await change(holdOf(person, 4, false), holdOf(person, 4, false));
    await change(holdOf(person, 3, true));
    expect(await heldOf(person)).toEqual({ held: false, version: 4 });
  });

  it('that ends after the campaign lets the message leave, once', async () => {
    const { service, sink } = stage;
    const [held, other] = [aRecipient(11), aRecipient(12)];
    await change(holdOf(held, 1, true));
    const id = await aCampaign(service);
    await launchOver(service, id, [held, other]);
    expect((await untilState(service, id, 'finished')).ledger).toMatchObject({ accepted: 1, held: 1 });

    await change(holdOf(held, 2, false), holdOf(held, 2, false), holdOf(held, 1, true));

    await waitUntil(async () => (await lookAt(service, id)).ledger.accepted === 2, { what: 'sent' });
    expect(await lookAt(service, id)).toMatchObject({ state: 'finished', ledger: { held: 0, balanced: true } });
    expect([...sink.recipients()].toSorted()).toEqual([held.email, other.email]);
    await isClosed(id);
    expect(await service.database.query('SELECT FROM held_deliveries')).toEqual([]);
  });

  it('that lasts too long lets the message expire, and says so', async () => {
    const { service, sink } = stage;
    const held = aRecipient(21);
    await change(holdOf(held, 1, true));
    const id = await aCampaign(service);
    await launchOver(service, id, [held]);
    await untilState(service, id, 'finished');

    await service.database.query("UPDATE held_deliveries SET held_at = now() - interval '73 hours'");
    await waitUntil(async () => (await lookAt(service, id)).ledger.expired === 1, { what: 'expired' });
    await isClosed(id);
    await change(holdOf(held, 2, false));

    expect((await lookAt(service, id)).ledger).toMatchObject({ audience: 1, expired: 1, held: 0, balanced: true });
    const outcomes = (await service.published(deliveriesSettled)).filter(({ source }) => source.id === id).flatMap((event) => event.outcomes);
    expect(outcomes.map(({ state, reason }) => [state, reason])).toEqual([['held', 'open_complaint'], ['expired', 'held_too_long']]);
    expect(await service.database.query('SELECT FROM held_deliveries')).toEqual([]);
    expect(sink.count).toBe(0);
  });

  it('of a campaign that has finished ends, too, when the campaign is cancelled after all', async () => {
    const { service, sink } = stage;
    const held = aRecipient(41);
    await change(holdOf(held, 1, true));
    const id = await aCampaign(service, { name: randomUUID() });
    await launchOver(service, id, [held, aRecipient(42)]);
    expect((await untilState(service, id, 'finished')).ledger).toMatchObject({ accepted: 1, held: 1 });

    const { status } = await service.post(`/v1/campaigns/${id}/cancel`);
    await isClosed(id);
    await change(holdOf(held, 2, false));

    expect(status).toBe(200);
    expect(await lookAt(service, id)).toMatchObject({ state: 'cancelled', ledger: { accepted: 1, cancelled: 1, balanced: true } });
    expect(sink.recipients()).not.toContain(held.email);
    expect((await service.post(`/v1/campaigns/${id}/cancel`)).status).toBe(409);
  });

  it('of a campaign that is cancelled ends with it', async () => {
    const { service } = stage;
    const [held, slow] = [aRecipient(31), aRecipient(32)];
    stage.sink.follow((moment) => (moment.stage === 'rcpt' && moment.recipient === slow.email ? { reply: '451 4.7.1 later' } : undefined));
    await change(holdOf(held, 1, true));
    const id = await aCampaign(service, { name: randomUUID() });
    await launchOver(service, id, [held, slow]);
    await waitUntil(async () => (await lookAt(service, id)).ledger.held === 1, { what: 'held' });

    await service.post(`/v1/campaigns/${id}/cancel`);

    await waitUntil(async () => { const { ledger } = await lookAt(service, id); return ledger.held === 0 && ledger.deferred === 0; }, { what: 'cancelled' });
    expect((await lookAt(service, id)).ledger.cancelled).toBeGreaterThan(0);
    await isClosed(id);
  });
});
