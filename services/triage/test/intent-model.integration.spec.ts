import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ticketChanged, ticketOpened } from '@widecast/contracts';
import { Database } from '@widecast/database';
import { waitUntil } from '@widecast/testing';
import { trainModel, writeModel } from '@widecast/text';
import type { TicketView } from '../src/tickets/ticket.view.ts';
import { TicketsService } from '../src/tickets/tickets.service.ts';
import { IntentModel } from '../src/understanding/intent-model.ts';
import { Desk, type Shown } from './desk.ts';

const folder = mkdtempSync(join(tmpdir(), 'intents-'));
const FILE = join(folder, 'intents.model');

/** Two intents that words alone do not know. */
function modelOf(first: string, second: string): Uint8Array {
  const texts = (subject: string): string[] => ['', ' again', ' please', ' today', ' since monday', ' now'].map((end) => `the ${subject} is stuck${end}`);
  return writeModel(trainModel([...texts('drawer').map((text) => ({ text, label: first })), ...texts('scanner').map((text) => ({ text, label: second }))], { trainedAt: new Date() }));
}

describe('a ticket where a model recognises intents', () => {
  let desk: Desk;

  beforeAll(async () => {
    writeFileSync(FILE, modelOf('cash-drawer', 'scanner'));
    desk = await Desk.open({ env: { TICKETS_SMTP_PORT: '', TICKETS_INTENT_MODEL: FILE } });
  });

  afterAll(async () => {
    await desk.stop();
    rmSync(folder, { recursive: true });
  });

  const open = async (text: string): Promise<Shown> => {
    const { body } = await desk.service.post('/v1/tickets', { from: 'ann@customer.test', subject: 'Help', text });
    return await desk.show((body as TicketView).id);
  };

  it('has the intent of the vendor with its probability', async () => {
    const { intent, confidence } = await open('the drawer is stuck again');

    expect(intent).toBe('cash-drawer');
    expect(confidence).toBeGreaterThan(0.6);
  });

  it('is not answered by a rule where the model cannot keep the precision that it promises, however sure it sounds', async () => {
    await desk.service.call('PUT', '/v1/macros', { body: { macros: { drawer: { texts: { en: 'Push it twice.' }, automaticFrom: 0.5 } } } });
    await desk.service.call('PUT', '/v1/routing', { body: { rules: [{ name: 'drawers', when: { intents: ['cash-drawer'] }, do: { macro: 'drawer' } }] } });

    expect(desk.service.running.app.get(IntentModel).sureFrom).toBeGreaterThan(1);
    expect((await open('the drawer is stuck again')).routing).toMatchObject({ macro: { name: 'drawer', refused: 'not_sure' } });
    await desk.service.call('PUT', '/v1/routing', { body: { rules: [] } });
  });

  it('stays a complaint, which no model talks away', async () => {
    expect(await open('The drawer is stuck again. This is unacceptable.')).toMatchObject({ intent: 'complaint', complaint: true, confidence: 0 });
  });

  it('is what a model that was trained here is compared with', async () => {
    for (let n = 0; n < 70; n += 1) {
      const { id } = await open(n % 2 ? 'the drawer is stuck' : 'the scanner is stuck');
      await desk.service.call('PATCH', `/v1/tickets/${id}`, { body: { intent: n % 2 ? 'cash-drawer' : 'scanner' } });
    }
    const { id } = (await desk.service.post('/v1/intent-models', {})).body as { id: string };
    await waitUntil(async () => ((await desk.service.get(`/v1/intent-models/${id}`)).body as { state: string }).state === 'ready', { what: 'the training', timeout: 60_000 });

    expect((await desk.service.get(`/v1/intent-models/${id}/comparison`)).body).toMatchObject({ tickets: 30, servingRight: 30, isBetter: false });
  });

  it('takes up a new file, and keeps the model where the new file is damaged', async () => {
    const model = desk.service.running.app.get(IntentModel);
    writeFileSync(FILE, modelOf('till', 'reader'));
    await model.refresh();
    expect((await open('the drawer is stuck now')).intent).toBe('till');

    writeFileSync(FILE, 'half a model');
    await model.refresh();
    expect((await open('the scanner is stuck now')).intent).toBe('reader');
  });
});

describe('a start with a model of another version', () => {
  it('goes on with words until another file is there', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'intents-')), 'intents.model');
    writeFileSync(file, 'a model of another version');
    const desk = await Desk.open({ env: { TICKETS_SMTP_PORT: '', TICKETS_INTENT_MODEL: file } });
    try {
      const model = desk.service.running.app.get(IntentModel);
      expect(model.intents).toEqual([]);
      writeFileSync(file, modelOf('cash-drawer', 'scanner'));
      await model.refresh();
      expect(model.intents).toEqual(['cash-drawer', 'scanner']);
    } finally {
      await desk.stop();
      rmSync(file);
    }
  });
});

describe('signals of tickets', () => {
  let desk: Desk;

  beforeAll(async () => {
    desk = await Desk.open({ env: { TICKETS_SMTP_PORT: '' } });
  });

  afterAll(() => desk.stop());

  const open = async (text: string): Promise<Shown> => desk.show(((await desk.service.post('/v1/tickets', { from: 'ann@customer.test', subject: 'Order 88-17', text })).body as TicketView).id);

  it('are found, with what the message names, and told to others', async () => {
    const { id, signals, entities } = await open('Please cancel my subscription and call me: +44 20 7946 0018');

    expect({ signals, entities }).toMatchObject({ signals: { churn: { answer: 'yes' }, complaint: { answer: 'no' } }, entities: { orders: ['88-17'], phones: ['+442079460018'] } });
    expect((await desk.service.published(ticketOpened)).find(({ ticketId }) => ticketId === id)?.signals).toEqual({ churn: signals.churn.probability });
  });

  it('are unknown where the language is, and rules may ask for that and for how probable they are', async () => {
    const rules = [
      { name: 'foreign', when: { unknownSignals: ['complaint'] }, do: { tags: ['unread'] } },
      { name: 'leaving', when: { signals: ['churn'], minSignals: { churn: 0.6 } }, do: { queue: 'saves' } },
      { name: 'never', when: { minSignals: { churn: 1 } }, do: { tags: ['surely'] } },
    ];
    expect((await desk.service.call('PUT', '/v1/routing', { body: { rules } })).status).toBe(200);

    const foreign = await open('貨物が届きません。どうすればよいですか。');
    expect(foreign).toMatchObject({ tags: ['unread'], signals: { urgent: { answer: 'unknown', probability: null }, churn: { answer: 'unknown', probability: null } } });
    expect(await open('Cancel my subscription, we are leaving you for another vendor.')).toMatchObject({ queue: 'saves', tags: [] });
    expect((await desk.service.call('PUT', '/v1/routing', { body: { rules: [] } })).status).toBe(200);
  });

  it('of later messages are added, and told to others', async () => {
    const { id } = await open('Where can I see my tracking number?');
    expect((await desk.show(id)).signals.churn.answer).toBe('no');

    await desk.service.running.app.get(Database).transaction((tx) => desk.service.running.app.get(TicketsService).append(tx, id, {
      text: 'Then cancel my subscription.', fullText: '', html: null, messageId: null, references: [], automatic: false, attachments: [], raw: null }));

    const { churn } = (await desk.show(id)).signals;
    expect(churn.answer).toBe('yes');
    expect((await desk.service.published(ticketChanged)).find(({ ticketId }) => ticketId === id)?.signals).toEqual({ churn: churn.probability });
  });

  it('follow the intents that the vendor names', async () => {
    expect(await desk.service.call('PUT', '/v1/signals', { body: { churn: ['delivery'] } })).toMatchObject({ status: 200, body: { version: 1, settings: { churn: ['delivery'] } } });

    expect((await open('Where is my parcel?')).signals.churn).toEqual({ answer: 'yes', probability: 0.6 });
  });
});
