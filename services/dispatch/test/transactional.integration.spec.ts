import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { bucketOf, consentMessageRequested, deadLettersOf, recipientRequested, recipientsResolved } from '@widecast/contracts';
import { Database } from '@widecast/database';
import { CONFIG } from '@widecast/service-kit';
import { waitUntil } from '@widecast/testing';
import type { DispatchConfig } from '../src/config.ts';
import { RulesService } from '../src/throttles/rules.service.ts';
import { ForgettingService } from '../src/forgetting/forgetting.service.ts';
import { aRecipient, aTemplate, startStage, type Stage } from './builders.ts';
import { parseMail } from './mail.ts';

interface MessageBody {
  readonly id: string;
  readonly state: string;
  readonly reason: string | null;
  readonly mark: string | null;
  readonly attempt: number;
}

describe('a transactional message', () => {
  let stage: Stage;
  let templateId: string;

  beforeAll(async () => {
    stage = await startStage();
    templateId = await aTemplate(stage.service, { kind: 'transactional', subject: 'Receipt for {{ name }}', html: '<p>{{ total }}</p>' });
  });

  afterAll(() => stage.stop());

  beforeEach(() => {
    stage.sink.clear();
    stage.sink.follow(() => undefined);
  });

  const body = (changes: object = {}): object => ({ idempotencyKey: randomUUID(), templateId, to: { email: 'ann@acme.example' }, fields: { name: 'Ann', total: '49.00' }, ...changes });
  const send = async (message: object): Promise<MessageBody> => {
    const { status, body: answer } = await stage.service.post('/v1/messages', message);
    expect([status, answer]).toEqual([202, expect.anything()]);
    return answer as MessageBody;
  };
  const until = (id: string, state: string): Promise<MessageBody> => waitUntil(async () => {
    const message = (await stage.service.get(`/v1/messages/${id}`)).body as MessageBody;
    return message.state === state ? message : undefined;
  }, { what: state });

  it('goes to an address in another script, which is suppressed under the same spelling', async () => {
    const { id } = await send(body({ to: { email: 'Почта@Пример.рф' } }));
    await until(id, 'accepted');

    expect(stage.sink.recipients()).toEqual(['почта@xn--e1afmkfd.xn--p1ai']);
    expect(await stage.service.post('/v1/suppressions', { email: 'ПОЧТА@пример.рф', reason: 'broken_address' })).toMatchObject({ body: { email: 'почта@xn--e1afmkfd.xn--p1ai' } });
    expect((await until((await send(body({ to: { email: 'почта@пример.рф' } }))).id, 'suppressed')).reason).toBe('broken_address');
    expect((await stage.service.call('DELETE', `/v1/suppressions/${encodeURIComponent('Почта@пример.рф')}?broken=true`)).status).toBe(200);
  });

  it('is sent once, however often and by how many at a time its key is sent', async () => {
    const message = body();

    const answers = await Promise.all(Array.from({ length: 5 }, () => send(message)));
    const [{ id } = { id: '' }] = answers;
    await until(id, 'accepted');

    expect(new Set(answers.map((answer) => answer.id)).size).toBe(1);
    expect(await send(message)).toMatchObject({ id, state: 'accepted', requestedBy: 'test', email: 'ann@acme.example', contactId: null });
    expect(stage.sink.count).toBe(1);
    const { headers, text } = parseMail(stage.sink.messages()[0]?.raw ?? Buffer.alloc(0));
    expect(headers).toMatchObject({ subject: 'Receipt for Ann', to: 'ann@acme.example', 'auto-submitted': 'auto-generated' });
    expect(headers).not.toHaveProperty('list-unsubscribe');
    expect(text.trim()).toBe('49.00');
    expect(await stage.service.post('/v1/messages', { ...message, fields: { name: 'Bob', total: '1' } })).toMatchObject({ status: 409, body: { detail: expect.stringContaining(id) } });
    expect(((await stage.service.get('/v1/messages?limit=1')).body as { messages: MessageBody[] }).messages).toMatchObject([{ id }]);
  });

  it('to a contact waits for his address, which the owner of contacts tells', async () => {
    const { service, sink } = stage;
    const person = aRecipient(7, { name: 'Person 7', total: null });
    const nobody = randomUUID();

    const { id, state } = await send(body({ to: { contactId: person.contactId }, fields: { total: '7.00' } }));
    const { id: lost } = await send(body({ to: { contactId: nobody } }));

    expect(state).toBe('awaiting_address');
    const asked = new Map((await service.published(recipientRequested)).map((each) => [each.contactId, each]));
    expect([...asked].map(([contactId, { fields }]) => [contactId, fields])).toEqual(expect.arrayContaining([[person.contactId, ['name', 'total']], [nobody, ['name', 'total']]]));
    const [first, second] = [person.contactId, nobody].map((contactId) => ({ bucket: bucketOf(contactId), source: asked.get(contactId)?.source, templateId }));
    await service.publish(recipientsResolved, ...[1, 2].map(() => ({ ...first, recipients: [person], refused: [] }) as never),
      { ...second, recipients: [], refused: [{ contactId: nobody, reason: 'unknown_contact' }] } as never);
    expect(await until(id, 'accepted')).toMatchObject({ email: person.email, contactId: person.contactId });
    expect(await until(lost, 'skipped')).toMatchObject({ reason: 'unknown_contact' });
    expect(sink.count).toBe(1);
    expect(parseMail(sink.messages()[0]?.raw ?? Buffer.alloc(0)).text.trim()).toBe('7.00');
  });

  it('is sent again when in doubt, unless it was asked to be left, and says so for ever', async () => {
    let seen = 0;
    stage.sink.follow(({ stage: at }) => (at === 'message' && (seen += 1) <= 1 ? { close: true, store: true } : undefined));
    const { id } = await send(body());
    expect(await until(id, 'accepted')).toMatchObject({ mark: 'possible_duplicate', attempt: 2 });

    stage.sink.follow(({ stage: at }) => (at === 'message' ? { close: true, store: true } : undefined));
    const { id: left } = await send(body({ inDoubt: 'left' }));
    expect(await until(left, 'in_doubt')).toMatchObject({ mark: 'possibly_lost', attempt: 1 });
    expect(stage.sink.count).toBe(3);
  });

  it('is not sent any more when its time to live is over, whether a relay has put it off or it waits for room', async () => {
    stage.sink.follow((moment) => (moment.stage === 'rcpt' && !moment.recipient.startsWith('first@') ? { reply: '450 4.2.0 try again in 3600 seconds' } : undefined));
    const deferred = await send(body({ timeToLiveSeconds: 600 }));
    const { body: throttle } = await stage.service.post('/v1/throttles', { name: 'Narrow', domain: 'narrow.example', perHour: 1, reserve: 0 });
    await until(deferred.id, 'deferred');
    stage.service.running.app.get(RulesService).forget();
    await until((await send(body({ to: { email: 'first@narrow.example' } }))).id, 'accepted');
    const held = await send(body({ to: { email: 'ann@narrow.example' }, timeToLiveSeconds: 600 }));
    await until(held.id, 'held');
    stage.sink.follow(() => undefined);
    // As if ten minutes were over.
    await stage.service.database.query('UPDATE messages SET expires_at = now(), look_at = now() WHERE id = ANY($1)', [[deferred.id, held.id]]);

    for (const { id } of [deferred, held]) expect(await until(id, 'expired')).toMatchObject({ reason: 'too_late', expiresAt: expect.any(String) });
    expect(await send(body({ timeToLiveSeconds: null }))).toMatchObject({ expiresAt: null });
    expect(stage.sink.recipients()).not.toContain('ann@narrow.example');
    await stage.service.call('DELETE', `/v1/throttles/${(throttle as { id: string }).id}`);
  });

  it('goes to who wants no promotions, but not to an address that does not exist', async () => {
    await stage.service.post('/v1/suppressions', { email: 'no-promotions@acme.example', reason: 'manual' });
    await stage.service.post('/v1/suppressions', { email: 'broken@acme.example', reason: 'broken_address' });

    const { id: wanted } = await send(body({ to: { email: 'no-promotions@acme.example' } }));
    const { id: broken } = await send(body({ to: { email: 'broken@acme.example' } }));

    await until(wanted, 'accepted');
    expect(await until(broken, 'suppressed')).toMatchObject({ reason: 'broken_address' });
  });

  it('is refused with what is wrong, and needs a right of its own', async () => {
    const { service } = stage;
    const promotion = await aTemplate(service);
    const errorsOf = async (changes: object) => {
      const { status, body: problem } = await service.post('/v1/messages', body(changes));
      return [status, ...(problem as { errors: { field: string }[] }).errors.map(({ field }) => field)];
    };

    expect(await errorsOf({ templateId: promotion })).toEqual([422, 'body.templateId']);
    expect(await errorsOf({ templateId: randomUUID() })).toEqual([422, 'body.templateId']);
    expect(await errorsOf({ fields: { name: 'Ann' } })).toEqual([422, 'body.fields.total']);
    const optional = await aTemplate(service, { kind: 'transactional', subject: 'x', html: '<p>{{ name | default: "friend" }}</p>' });
    expect((await service.post('/v1/messages', body({ templateId: optional, fields: {} }))).status).toBe(202);
    expect((await errorsOf({ to: { email: 'a@b.example', contactId: randomUUID() } }))[0]).toBe(422);
    expect((await service.call('POST', '/v1/messages', { body: body(), scopes: ['messages:read', 'messages:write'] })).status).toBe(403);
    expect((await service.get(`/v1/messages/${randomUUID()}`)).status).toBe(404);
    // What was refused has not taken the key.
    const idempotencyKey = randomUUID();
    expect((await service.post('/v1/messages', body({ idempotencyKey, fields: {} }))).status).toBe(422);
    await until((await send(body({ idempotencyKey }))).id, 'accepted');
  });

  it('carries the link by which a contact confirms a consent, once for a request, and is a dead letter where the template has no place for it', async () => {
    const { service, sink } = stage;
    const confirming = await aTemplate(service, { kind: 'transactional', subject: 'Please confirm', html: '<p><a href="{{ confirm_url }}">Confirm</a></p>' });
    const person = aRecipient(311);
    const asked = { requestId: randomUUID(), reminder: false, contactId: person.contactId, templateId: confirming, fields: { confirm_url: 'https://mail.example/consent/abc' }, at: new Date().toISOString() };

    await service.publish(consentMessageRequested, asked, asked, { ...asked, requestId: randomUUID(), templateId });
    await waitUntil(async () => (await service.published(deadLettersOf('dispatch'))).length > 0, { what: 'the dead letter' });
    const questions = (await service.published(recipientRequested)).filter(({ contactId }) => contactId === person.contactId);
    const [question] = questions;
    await service.publish(recipientsResolved, { bucket: bucketOf(person.contactId), source: { kind: 'message', id: '', step: '', ...question?.source }, templateId: confirming, recipients: [person], refused: [] });
    await sink.waitFor(1);

    expect(questions.length).toBe(1);
    expect(sink.messages()[0]?.raw.toString()).toContain('https://mail.example/consent/abc');
    expect((await service.published(deadLettersOf('dispatch'))).map(({ error }) => error)).toEqual([expect.stringContaining('{{ confirm_url }}')]);
  });

  it('is forgotten with its key when it is over for long; what is in doubt is kept, and what is still open', async () => {
    const sent = await Promise.all([0, 1, 2, 3].map((n) => send(body({ idempotencyKey: `old ${n}` }))));
    const [over, doubtful, open, young] = sent.map(({ id }) => id);
    for (const { id } of sent) await until(id, 'accepted');
    const { database, running } = stage.service;
    const aged = (id: string | undefined): string => `00000000${String(id).slice(8)}`;
    for (const id of [over, doubtful, open]) {
      await database.query('UPDATE messages SET id = $2 WHERE id = $1', [id, aged(id)]);
      await database.query('UPDATE deliveries SET step = $2 WHERE step = $1', [id, aged(id)]);
    }
    await database.query("UPDATE deliveries SET mark = 'possible_duplicate' WHERE step = $1", [aged(doubtful)]);
    await database.query("UPDATE deliveries SET state = 'held' WHERE step = $1", [aged(open)]);

    await running.app.get(ForgettingService).forgetOld();

    const statusOf = async (id: string | undefined): Promise<number> => (await stage.service.get(`/v1/messages/${id}`)).status;
    expect(await Promise.all([aged(over), aged(doubtful), aged(open), young].map(statusOf))).toEqual([404, 200, 200, 200]);
    expect(await database.query('SELECT FROM deliveries WHERE step = $1', [aged(over)])).toEqual([]);
    await until((await send(body({ idempotencyKey: 'old 0' }))).id, 'accepted');
    expect((await stage.service.post('/v1/messages', body({ idempotencyKey: 'old 1', fields: { name: 'Other', total: '1' } }))).status).toBe(409);
  });

  it.each([400.5, 22_000, 36_500])('is not forgotten before its time, where that is %d days', async (days) => {
    const { id } = await send(body({ idempotencyKey: `kept ${days}` }));
    await until(id, 'accepted');
    const { app } = stage.service.running;

    await new ForgettingService(app.get(Database), { ...app.get<DispatchConfig>(CONFIG), MESSAGES_KEEP_DAYS: days }).forgetOld();

    expect((await stage.service.get(`/v1/messages/${id}`)).status).toBe(200);
  });
});
