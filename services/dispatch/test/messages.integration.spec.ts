import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { bucketOf, deliveriesSettled, recipientsResolved, replyRequested } from '@widecast/contracts';
import { waitUntil } from '@widecast/testing';
import { aBrand, aCampaign, aRecipient, aTemplate, created, launchOver, startStage, untilState, type Stage } from './builders.ts';
import { parseMail } from './mail.ts';

describe('messages', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await startStage({ env: { PUBLIC_URL: 'https://mail.example/' } });
  });

  afterAll(() => stage.stop());

  beforeEach(() => {
    stage.sink.clear();
    stage.sink.follow(() => undefined);
  });

  it('carry everything that mass mail must carry, to one person each', async () => {
    const { service, sink } = stage;
    const html = `<html><body><h1>Привет, {{ name }}</h1><p>{{ plan | upcase }} ${'длинная строка '.repeat(400)}</p></body></html>`;
    const templateId = await aTemplate(service, { subject: 'Привет 🎉 {{ name }}: весенние новости и ещё много всего интересного для вас', html });
    const id = await aCampaign(service, { arms: [{ name: 'only', templateId }] });

    await launchOver(service, id, [aRecipient(1, { name: 'Ольга <b>' })]);
    await untilState(service, id, 'finished');

    const [message] = sink.messages();
    const { headers, counts, html: gotHtml, text, longestLine } = parseMail(message?.raw ?? Buffer.alloc(0));
    expect(message?.envelope).toEqual({ from: 'news@acme.example', to: ['person1@example.com'] });
    for (const name of ['from', 'to', 'date', 'subject', 'message-id', 'mime-version', 'list-unsubscribe', 'list-unsubscribe-post', 'list-id', 'feedback-id']) {
      expect([name, counts[name]]).toEqual([name, 1]);
    }
    expect(headers).toMatchObject({
      from: 'Acme <news@acme.example>', to: 'person1@example.com', 'list-unsubscribe-post': 'List-Unsubscribe=One-Click', precedence: 'bulk',
      'list-id': '<promotions.acme.example>', 'feedback-id': `${id}:campaign:promotion:widecast`,
    });
    expect(headers['message-id']).toMatch(/^<[\w-]{32}@acme\.example>$/);
    const url = /^<(https:\/\/mail\.example\/u\/[\w-]{68})>$/.exec(headers['list-unsubscribe'] ?? '')?.[1] ?? 'none';
    expect(gotHtml).toContain('Привет, Ольга &lt;b&gt;');
    expect(gotHtml).toContain('BASIC');
    expect(gotHtml).toContain(`href="${url}"`);
    expect(gotHtml).toContain('Acme &amp; Sons Ltd, 1 Main Street, Springfield');
    expect(text).toContain('Привет, Ольга <b>');
    expect(text).toContain(`Unsubscribe: ${url}`);
    expect(longestLine).toBeLessThanOrEqual(200);
  });

  it('of a funnel go through the same ledger, and who is refused is counted there', async () => {
    const { service, sink } = stage;
    const templateId = await aTemplate(service);
    const [person, other] = [aRecipient(201), randomUUID()];
    const source = { kind: 'funnel' as const, id: randomUUID(), step: 'welcome' };
    const event = { bucket: bucketOf(person.contactId), source, templateId, recipients: [person], refused: [{ contactId: other, reason: 'no_consent' as const }] };

    await service.publish(recipientsResolved, event, event);
    await service.publish(recipientsResolved, { ...event, source: { ...source, step: 'second' }, refused: [] });

    await sink.waitFor(2);
    const outcomes = await waitUntil(async () => {
      const events = (await service.published(deliveriesSettled)).filter((each) => each.source.id === source.id);
      const all = events.flatMap((each) => each.outcomes.map(({ contactId, state, reason }) => [each.source.step, contactId, state, reason]));
      return all.length === 3 ? all : undefined;
    }, { what: 'outcomes' });
    expect(outcomes).toEqual(expect.arrayContaining([
      ['welcome', person.contactId, 'accepted', null], ['welcome', other, 'skipped', 'no_consent'], ['second', person.contactId, 'accepted', null],
    ]));
    expect(sink.count).toBe(2);
    expect(parseMail(sink.messages()[0]?.raw ?? Buffer.alloc(0)).headers).toHaveProperty('list-unsubscribe');
  });

  it('that answer tickets say whom and what they answer, and are sent again when in doubt', async () => {
    const { service, sink } = stage;
    let closed = 0;
    sink.follow(({ stage: at }) => (at === 'message' && (closed += 1) === 1 ? { close: true, store: true } : undefined));
    const reply = {
      replyId: randomUUID(), ticketId: randomUUID(), contactId: randomUUID(), to: 'asker@example.com', subject: 'Re: Счёт\r\nBcc: x@y.z', text: 'Здравствуйте!\n\n.\nОтвет',
      messageId: '<t.abc@support.example>', replyTo: 'support+t.abc@support.example', inReplyTo: '<q1@example.com>', references: ['<q0@example.com>', '<q1@example.com>'], automatic: true,
    };

    await service.publish(replyRequested, reply, reply);
    await sink.waitFor(2);

    const mails = sink.messages().map(({ raw }) => parseMail(raw));
    for (const { headers, text } of mails) {
      expect(headers).toMatchObject({
        'message-id': '<t.abc@support.example>', 'in-reply-to': '<q1@example.com>', references: '<q0@example.com> <q1@example.com>',
        'reply-to': 'support+t.abc@support.example', 'auto-submitted': 'auto-replied', to: 'asker@example.com',
      });
      expect(headers).not.toHaveProperty('bcc');
      expect(headers).not.toHaveProperty('list-unsubscribe');
      expect(headers).not.toHaveProperty('precedence');
      expect(text.replaceAll('\r\n', '\n').trim()).toBe('Здравствуйте!\n\n.\nОтвет');
    }
    const rows = await waitUntil(async () => {
      const found = await service.database.query('SELECT state, mark, attempt FROM deliveries WHERE source_id = $1', [reply.ticketId]);
      return found[0]?.['state'] === 'accepted' ? found : undefined;
    }, { what: 'accepted' });
    expect(rows).toEqual([{ state: 'accepted', mark: 'possible_duplicate', attempt: 2 }]);
    expect(sink.count).toBe(2);
  });

  it('are not made from templates with defects, which are named with their line', async () => {
    const { service } = stage;
    const brandId = await created(service, 'brands', aBrand());
    const template = { name: 'x', kind: 'promotion', brandId, subject: 'Hi', html: '<p>ok</p>' };
    const errorsOf = async (changes: object) => ((await service.post('/v1/templates', { ...template, ...changes })).body as { errors: { field: string; message: string }[] }).errors;

    expect(await errorsOf({ html: 'a\nb {{ x | nofilter }}', subject: '{% if x %}' })).toEqual([
      { field: 'body.subject', message: expect.stringContaining('line 1, column 1') }, { field: 'body.html', message: expect.stringContaining('line 2') },
    ]);
    expect(await errorsOf({ subject: 'a\r\nBcc: b@example.com' })).toEqual([{ field: 'body.subject', message: expect.stringContaining('one line') }]);
    expect(await errorsOf({ brandId: randomUUID() })).toEqual([{ field: 'body.brandId', message: expect.any(String) }]);
    expect(await errorsOf({ html: 'x <!-- no end' })).toEqual([{ field: 'body.html', message: expect.stringContaining('comment') }]);
    expect((await service.post('/v1/brands', aBrand({ fromName: 'a\nb' }))).status).toBe(422);
  });
});
