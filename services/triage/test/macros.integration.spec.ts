import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { replyRequested } from '@widecast/contracts';
import { Database } from '@widecast/database';
import { AutomaticAnswers } from '../src/macros/automatic-answers.service.ts';
import { TicketEntity } from '../src/tickets/ticket.entity.ts';
import type { MacroSettings } from '../src/macros/macro-settings.ts';
import type { TicketView } from '../src/tickets/ticket.view.ts';
import { Desk, type Shown } from './desk.ts';

const MACROS = { macros: { invoice: { texts: { en: 'Hello {{ name | default: "there" }}, it is in your account. Ticket {{ number }}.', ru: 'Здравствуйте! Он в личном кабинете.' } } } };
const ROUTING = { rules: [{ name: 'invoices', when: { textContains: ['invoice'] }, do: { macro: 'invoice' } }] };

describe('macros', () => {
  let desk: Desk;

  beforeAll(async () => {
    desk = await Desk.open();
    expect(await desk.service.call('PUT', '/v1/macros', { body: MACROS })).toMatchObject({ status: 200 });
  });

  afterAll(() => desk.stop());

  const open = async (from: string, text: string): Promise<Shown> => desk.show(((await desk.service.post('/v1/tickets', { from, name: 'Ann', subject: 'Question', text })).body as TicketView).id);
  const textsTo = async (email: string): Promise<string[]> => (await desk.service.published(replyRequested)).filter(({ to }) => to === email).map(({ text }) => text);
  const repliesTo = (id: string, body: unknown): Promise<{ status: number }> => desk.service.post(`/v1/tickets/${id}/replies`, body);

  /** As if the understanding had been so sure. */
  async function answeredAtOnce(ticket: Shown, confidence: number): Promise<Shown> {
    const { app } = desk.service.running;
    await app.get(Database).transaction(async (tx) => {
      await tx.query('UPDATE tickets SET confidence = $2, intent = $3, complaint = false WHERE id = $1', [ticket.id, confidence, 'billing']);
      await tx.query('UPDATE requesters SET acknowledged_at = NULL WHERE email = $1', [ticket.from]);
      await app.get(AutomaticAnswers).answerAtOnce(tx, [await tx.manager.findOneByOrFail(TicketEntity, { id: ticket.id })]);
    });
    return await desk.show(ticket.id);
  }

  it('are filled in for the ticket when a person answers with one', async () => {
    const ticket = await open('ann@customer.test', 'Where is my parcel?');
    expect(await repliesTo(ticket.id, { macro: 'invoice', seen: 'any' })).toMatchObject({ status: 201 });
    expect((await textsTo('ann@customer.test')).at(-1)).toBe(`Hello Ann, it is in your account. Ticket ${ticket.number}.`);
    expect(await repliesTo(ticket.id, { macro: 'nothing', seen: 'any' })).toMatchObject({ status: 404 });
    expect(await repliesTo(ticket.id, { macro: 'invoice', seen: 'any', text: 'x' })).toMatchObject({ status: 422 });
  });

  it('are refused with the place of a mistake', async () => {
    const { status, body } = await desk.service.call('PUT', '/v1/macros', { body: { macros: { broken: { texts: { en: 'Hello\n{{ name | upcas }}' } } } } });
    expect([status, JSON.stringify(body)]).toEqual([422, expect.stringContaining('line 2')]);
  });

  it('are refused where they name what stands for nothing', async () => {
    const { status, body } = await desk.service.call('PUT', '/v1/macros', { body: { macros: { odd: { texts: { en: 'Hello {{ nmae }}' } } } } });
    expect([status, JSON.stringify(body)]).toEqual([422, expect.stringContaining('names nmae')]);
  });

  it('of the boxed start are not used until the vendor has filled in what only he knows', async () => {
    const { body: boxed } = await desk.service.get('/v1/macros/boxed') as { body: MacroSettings };
    const ticket = await open('eve@customer.test', 'What do ten licences cost?');
    await desk.service.call('PUT', '/v1/macros', { body: boxed });

    const refused = await desk.service.post(`/v1/tickets/${ticket.id}/replies`, { macro: 'pricing', seen: 'any' });
    expect([refused.status, JSON.stringify(refused.body)]).toEqual([409, expect.stringContaining('give prices under vendor.en')]);

    await desk.service.call('PUT', '/v1/macros', { body: { ...boxed, vendor: { en: { ...boxed.vendor['en'], prices: 'https://shop.test/prices' } } } });
    expect(await repliesTo(ticket.id, { macro: 'pricing', seen: 'any' })).toMatchObject({ status: 201 });
    expect((await textsTo('eve@customer.test')).at(-1)).toContain('Hello Ann,\n\nYou find our current prices and plans here: https://shop.test/prices.');
    await desk.service.call('PUT', '/v1/macros', { body: MACROS });
  });

  it('answer by a rule only where the understanding is sure; else the ticket is acknowledged and says why', async () => {
    await desk.service.call('PUT', '/v1/routing', { body: ROUTING });
    const unsure = await open('bob@customer.test', 'Where is my invoice?');
    expect(unsure).toMatchObject({ owner: 'person', routing: { macro: { name: 'invoice', refused: 'not_sure' } } });
    expect(await textsTo('bob@customer.test')).toHaveLength(1);

    const sure = await answeredAtOnce(unsure, 0.99);

    expect(sure).toMatchObject({ owner: 'bot', routing: { macro: { name: 'invoice', refused: null } } });
    expect((await textsTo('bob@customer.test')).at(-1)).toContain('a person will read it');
  });

  it('are followed by a person as soon as the customer writes again', async () => {
    const asked = await answeredAtOnce(await open('cid@customer.test', 'The invoice, please'), 0.99);
    expect((await desk.service.post('/v1/tickets/take', { agent: 'x', queues: [asked.queue] })).body).toEqual({ ticket: null });

    const [reply] = (await desk.service.published(replyRequested)).filter(({ to }) => to === 'cid@customer.test').slice(-1);
    await desk.mail({ from: 'cid@customer.test', text: 'It is not there.', headers: { 'In-Reply-To': reply?.messageId ?? '' } });

    expect(await desk.show(asked.id)).toMatchObject({ owner: 'person', confidence: 0, messages: expect.arrayContaining([expect.objectContaining({ text: 'It is not there.' })]) as unknown });
  });

  it('leave to people whatever asks for a person or is grave, however sure the question beside it is', async () => {
    const person = await answeredAtOnce(await open('eva@customer.test', 'Where is my invoice? A person, please.'), 1);
    const grave = await answeredAtOnce(await open('fay@customer.test', 'Where is my invoice? I will go to the police.'), 1);

    expect([person, grave]).toMatchObject([
      { owner: 'person', routing: { macro: { name: 'invoice', refused: 'wants_person' } } }, { owner: 'person', routing: { macro: { name: 'invoice', refused: 'never_for_words' } } },
    ]);
  });

  it('stay while rules name them, and rules name only those that are there', async () => {
    const gone = await desk.service.call('PUT', '/v1/macros', { body: { macros: {} } });
    const unknown = await desk.service.call('PUT', '/v1/routing', { body: { rules: [{ name: 'odd', do: { macro: 'nothing' } }] } });

    expect([gone, unknown]).toMatchObject([{ status: 422, body: { errors: [{ field: 'body.macros' }] } }, { status: 422, body: { errors: [{ field: 'body.rules.0.do.macro' }] } }]);
  });

  it('leave a conversation to one owner at a time', async () => {
    const ticket = await open('dan@customer.test', 'How do I begin?');
    expect(await repliesTo(ticket.id, { text: 'I am a bot.', as: 'bot' })).toMatchObject({ status: 409 });
    await desk.service.post(`/v1/tickets/${ticket.id}/hand-over`, { to: 'bot' });
    expect(await repliesTo(ticket.id, { text: 'I am a bot.', as: 'bot' })).toMatchObject({ status: 201 });
    expect((await desk.show(ticket.id)).promises).toMatchObject([{ state: 'kept' }]);
    await desk.service.post(`/v1/tickets/${ticket.id}/hand-over`, { to: 'person' });
    expect((await desk.show(ticket.id)).promises).toMatchObject([{ promise: 'first-answer', state: 'kept' }, { promise: 'next-answer', state: 'running' }]);
    await desk.service.post(`/v1/tickets/${ticket.id}/hand-over`, { to: 'bot' });
    expect(await repliesTo(ticket.id, { text: 'I am a person.', seen: 'any' })).toMatchObject({ status: 201 });
    expect(await desk.show(ticket.id)).toMatchObject({ owner: 'person' });
    expect(await repliesTo(ticket.id, { text: 'I am a bot.', as: 'bot' })).toMatchObject({ status: 409 });
  });
});
