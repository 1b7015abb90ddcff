import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { replyRequested, type ReplyRequested } from '@widecast/contracts';
import { Database } from '@widecast/database';
import { CONFIG } from '@widecast/service-kit';
import { waitUntil } from '@widecast/testing';
import type { DispatchConfig } from '../src/config.ts';
import { ForgettingService } from '../src/forgetting/forgetting.service.ts';
import { startStage, type Stage } from './builders.ts';

const anAnswer = (ticketId: string): ReplyRequested => ({
  replyId: randomUUID(), ticketId, contactId: randomUUID(), to: 'asker@example.com', subject: 'Re: Invoice', text: 'Here it is.', messageId: `<t.${randomUUID()}@support.example>`,
  replyTo: 'support@support.example', inReplyTo: null, references: [], automatic: false,
});

describe('an answer to a ticket', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await startStage();
  });

  afterAll(() => stage.stop());

  beforeEach(() => stage.sink.clear());

  const query = (sql: string, ...parameters: unknown[]): Promise<Record<string, unknown>[]> => stage.service.database.query(sql, parameters);
  const given = async (...answers: ReplyRequested[]): Promise<void> => {
    await stage.service.publish(replyRequested, ...answers);
    await waitUntil(async () => (await query("SELECT FROM deliveries WHERE step = ANY ($1) AND state = 'accepted'", answers.map(({ replyId }) => replyId))).length === answers.length, { what: 'the answers' });
  };
  const age = (days: number, ...answers: ReplyRequested[]): Promise<unknown> =>
    query('UPDATE replies SET created_at = now() - make_interval(secs => $2::float8 * 86400) WHERE id = ANY ($1::uuid[])', answers.map(({ replyId }) => replyId), days);
  const forget = (days: number): Promise<void> => {
    const { app } = stage.service.running;
    return new ForgettingService(app.get(Database), { ...app.get<DispatchConfig>(CONFIG), MESSAGES_KEEP_DAYS: days }).forgetOld();
  };
  const kept = async (...answers: ReplyRequested[]): Promise<boolean[]> => {
    const rows = await query('SELECT r.id FROM replies r JOIN deliveries d ON d.source_id = r.ticket_id AND d.step = r.id::text');
    return answers.map(({ replyId }) => rows.some(({ id }) => id === replyId));
  };
  const sourceOf = ({ ticketId }: ReplyRequested): Promise<Record<string, unknown>[]> => query('SELECT next_seq AS next FROM sources WHERE id = $1', ticketId);

  it('is forgotten when it is old, with what was said and its ticket in the ledger; what has a mark, is open or young is kept', async () => {
    const [over, doubtful, open, young] = [anAnswer(randomUUID()), anAnswer(randomUUID()), anAnswer(randomUUID()), anAnswer(randomUUID())];
    const later = anAnswer(young.ticketId);
    await given(over, doubtful, open, young, later);
    await query("UPDATE deliveries SET mark = 'possible_duplicate' WHERE step = $1", doubtful.replyId);
    await query("UPDATE deliveries SET state = 'held' WHERE step = $1", open.replyId);
    await age(400, over, doubtful, open, later);

    await forget(365);

    expect(await kept(over, doubtful, open, young, later)).toEqual([false, true, true, true, false]);
    expect(await query('SELECT FROM deliveries WHERE step = ANY ($1)', [over.replyId, later.replyId])).toEqual([]);
    expect(await Promise.all([over, doubtful, young].map(sourceOf))).toEqual([[], [{ next: 1 }], [{ next: 2 }]]);
  });

  it('is forgotten where thousands were given at one moment', async () => {
    await query("INSERT INTO sources (id, kind, next_seq, cursor) SELECT ('7e57' || lpad(n::text, 28, '0'))::uuid, 'ticket', 1, 1 FROM generate_series(1, 2500) n");
    await query(`INSERT INTO deliveries (source_id, contact_id, seq, state, promotion, email, step)
      SELECT id, id, 0, 'accepted', false, 'x@example.com', id::text FROM sources WHERE id::text LIKE '7e57%'`);
    await query(`INSERT INTO replies (id, ticket_id, subject, text, message_id, reply_to, "references", automatic, created_at)
      SELECT id, id, '', '', '', '', '{}', false, now() - interval '400 days' FROM sources WHERE id::text LIKE '7e57%'`);

    await forget(365);

    for (const table of ['sources WHERE id', 'deliveries WHERE source_id', 'replies WHERE id']) expect(await query(`SELECT FROM ${table}::text LIKE '7e57%'`)).toEqual([]);
  }, 60_000);

  it('can be given to a ticket that was forgotten, and is not sent again by a request that comes twice within the days of the log', async () => {
    const [first, second] = [anAnswer(randomUUID()), anAnswer(randomUUID())];
    await given(first, second);
    await age(400, first);
    await age(29, second);

    await forget(1);
    await given(anAnswer(first.ticketId));
    await stage.service.publish(replyRequested, second);
    await given(anAnswer(second.ticketId));

    expect(await kept(first, second)).toEqual([false, true]);
    expect(stage.sink.count).toBe(4);
  });
});
