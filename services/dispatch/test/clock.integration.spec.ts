import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { waitUntil } from '@widecast/testing';
import { ClockSteps } from '../src/upkeep/clock-steps.ts';
import { aTemplate, startStage, type Stage } from './builders.ts';

const HOUR = 3600;

describe('where the clock of the database is set back by an hour', () => {
  let stage: Stage;
  let templateId: string;

  beforeAll(async () => {
    stage = await startStage({ env: { SMTP_RETRY_MS: '600000' } });
    templateId = await aTemplate(stage.service, { kind: 'transactional', subject: 'Receipt', html: '<p>Hi</p>' });
  });

  afterAll(() => stage.stop());

  beforeEach(() => {
    stage.sink.clear();
    stage.sink.follow(() => undefined);
  });

  const query = (sql: string, ...parameters: unknown[]): Promise<Record<string, unknown>[]> => stage.service.database.query(sql, parameters);
  const send = async (): Promise<string> => {
    const { body } = await stage.service.post('/v1/messages', { idempotencyKey: randomUUID(), templateId, to: { email: 'ann@acme.example' }, fields: {}, timeToLiveSeconds: 1200 });
    return (body as { id: string }).id;
  };
  const stateOf = async (id: string): Promise<string> => ((await stage.service.get(`/v1/messages/${id}`)).body as { state: string }).state;
  const until = (id: string, state: string): Promise<unknown> => waitUntil(async () => (await stateOf(id)) === state, { what: state });
  /** As it looks after the step: what was written before lies in the future, and what was due now is an hour away. */
  const age = async (): Promise<void> => {
    await query(`UPDATE redos SET due_at = now() + make_interval(secs => ${HOUR})`);
    await query(`UPDATE messages SET created_at = created_at + make_interval(secs => ${HOUR}), expires_at = expires_at + make_interval(secs => ${HOUR}), look_at = look_at + make_interval(secs => ${HOUR})`);
    await query(`UPDATE database_clock SET seen_at = clock_timestamp() + make_interval(secs => ${HOUR})`);
  };
  const leftOf = async (id: string): Promise<number> => Number((await query('SELECT extract(epoch FROM expires_at - now())::int AS left FROM messages WHERE id = $1', id))[0]?.['left']);
  const look = (): Promise<number> => stage.service.running.app.get(ClockSteps).lookNow();

  it('what was put off comes when it would have come, and what is good for minutes is not good for an hour', async () => {
    stage.sink.follow(({ stage: at }) => (at === 'message' ? { reply: '451 4.7.1 later' } : undefined));
    const id = await send();
    await until(id, 'deferred');
    await age();
    stage.sink.follow(() => undefined);

    await until(id, 'accepted');

    expect(await leftOf(id)).toBeLessThan(1300);
  });

  it('everything is moved once, however many processes look', async () => {
    stage.sink.follow(({ stage: at }) => (at === 'message' ? { reply: '451 4.7.1 later' } : undefined));
    const id = await send();
    await until(id, 'deferred');
    await age();

    await Promise.all([look(), look(), look()]);

    expect(await leftOf(id)).toBeGreaterThan(1000);
  });

  it('a lease of who is gone ends when it would have ended; what was asked for since keeps its time', async () => {
    const id = await send();
    await until(id, 'accepted');
    await query(`UPDATE database_clock SET seen_at = clock_timestamp() + make_interval(secs => ${HOUR})`);
    await query(`INSERT INTO claims (fence, source_id, seqs, lease_until) VALUES ($1, $1, '{}', now() + make_interval(secs => ${HOUR}))`, randomUUID());

    await look();

    const [claim] = await query('SELECT extract(epoch FROM lease_until - now())::int AS left FROM claims');
    expect(Number(claim?.['left'])).toBeLessThan(HOUR / 2);
    const [message] = await query('SELECT extract(epoch FROM expires_at - created_at)::int AS life FROM messages WHERE id = $1', id);
    expect(message).toEqual({ life: 1200 });
  });

  it('of some seconds nothing is moved', async () => {
    await query("UPDATE database_clock SET seen_at = clock_timestamp() + interval '3 seconds'");

    expect(await look()).toBe(0);
  });
});
