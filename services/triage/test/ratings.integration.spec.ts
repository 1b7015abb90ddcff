import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { replyRequested } from '@widecast/contracts';
import type { RatingCount } from '../src/ratings/ratings.service.ts';
import type { TicketView } from '../src/tickets/ticket.view.ts';
import { Desk } from './desk.ts';

describe('a rating of an answer', () => {
  let desk: Desk;

  beforeAll(async () => {
    desk = await Desk.open({ env: { TICKETS_SMTP_PORT: '', TICKETS_RATINGS: 'true', PUBLIC_URL: 'https://help.example/' } });
  });

  afterAll(() => desk.stop());

  const call = (method: string, path: string): Promise<{ status: number; body: unknown }> => desk.service.call(method, path, { scopes: null });
  const answered = async (from: string): Promise<{ id: string; path: string }> => {
    const { id } = (await desk.service.post('/v1/tickets', { from, subject: 'Invoice', text: 'Please send the invoice' })).body as TicketView;
    await desk.service.post(`/v1/tickets/${id}/replies`, { text: 'Here it is.', seen: 'any' });
    const asked = (await desk.service.published(replyRequested)).find((reply) => reply.ticketId === id && reply.text.startsWith('Here it is.'));
    return { id, path: new URL(/https:\S+/.exec(asked?.text ?? '')?.[0] ?? '').pathname };
  };
  const counts = async (): Promise<RatingCount[]> => ((await desk.service.get('/v1/ratings')).body as { ratings: RatingCount[] }).ratings;

  it('is given by a button behind the link under the answer; the link alone changes nothing, the last word counts', async () => {
    const { id, path } = await answered('ann@customer.test');
    expect(await call('GET', path)).toMatchObject({ status: 200, body: expect.stringContaining('<form method="post"') });
    expect(await counts()).toEqual([]);

    for (const answer of ['bad', 'good', 'good']) expect((await call('POST', `${path}?answer=${answer}`)).status).toBe(200);

    expect(await counts()).toMatchObject([{ queue: 'billing', byRule: false, good: 1, ratings: 1, share: { estimate: 1 } }]);
    expect((await desk.show(id)).messages.at(-1)?.text).toBe('Here it is.');
  });

  it('that is bad brings a person where a rule has answered, and a good one confirms what the rule took it for', async () => {
    const [bad, good] = await Promise.all([answered('bob@customer.test'), answered('carl@customer.test')]);
    await desk.service.database.query(`UPDATE tickets SET owner = 'bot', answered_by_rule = true, confidence = 0.99 WHERE id = ANY($1)`, [[bad.id, good.id]]);

    await call('POST', `${bad.path}?answer=bad`);
    await call('POST', `${good.path}?answer=good`);

    expect([(await desk.show(bad.id)).owner, (await desk.show(good.id)).owner]).toEqual(['person', 'bot']);
    expect(await desk.service.database.query('SELECT ticket_id, intent, actor FROM ticket_labels')).toEqual([{ ticket_id: good.id, intent: 'billing', actor: 'customer' }]);
  });

  it('that is bad is not forgotten where the ticket was closed since, or merged into another', async () => {
    const [closed, merged, other] = [await answered('fay@customer.test'), await answered('gil@customer.test'), await answered('gil@customer.test')];
    await desk.service.post(`/v1/tickets/${merged.id}/merge`, { into: other.id });
    await desk.service.database.query(`UPDATE tickets SET owner = 'bot', answered_by_rule = true WHERE id = ANY($1)`, [[closed.id, merged.id, other.id]]);
    for (const { id } of [closed, other]) await desk.service.post(`/v1/tickets/${id}/close`);

    for (const { path } of [closed, merged]) await call('POST', `${path}?answer=bad`);

    for (const { id } of [closed, other]) expect(await desk.show(id)).toMatchObject({ state: 'open', owner: 'person', promises: [{ promise: 'first-answer' }, { promise: 'next-answer', state: 'running' }] });
  });

  it("is of the person where a person answered after a rule, and confirms nothing then", async () => {
    const { id, path } = await answered('eve@customer.test');
    await desk.service.database.query(`UPDATE tickets SET owner = 'bot', answered_by_rule = true, confidence = 0.99 WHERE id = $1`, [id]);
    await desk.service.post(`/v1/tickets/${id}/replies`, { text: 'A person says: here it is.', seen: 'any' });

    await call('POST', `${path}?answer=good`);

    expect(await desk.service.database.query('SELECT by_rule FROM ticket_ratings WHERE ticket_id = $1', [id])).toEqual([{ by_rule: false }]);
    expect(await desk.service.database.query('SELECT FROM ticket_labels WHERE ticket_id = $1', [id])).toEqual([]);
  });

  it.each(['/rating/x', `/rating/${'0'.repeat(41)}?answer=good`])('is not taken from a link that is not ours: %s', async (path) => {
    expect((await call('GET', path)).status).toBe(404);
    expect((await call('POST', path)).status).toBe(404);
  });

  it('must say something', async () => {
    const { path } = await answered('dora@customer.test');
    expect((await call('POST', path)).status).toBe(404);
  });
});
