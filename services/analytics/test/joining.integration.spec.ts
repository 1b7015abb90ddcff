import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EventLog } from '@widecast/messaging';
import { EVENT_LOG, startService, type RunningService } from '@widecast/service-kit';
import { findFreePort, startTestService, waitUntil, type TestService } from '@widecast/testing';
import { analytics } from '../src/index.ts';

describe('a service whose group still waits for a member that died', () => {
  let other: TestService;
  let starting: Promise<RunningService>;
  let letIn: () => void;
  let url: string;

  beforeAll(async () => {
    other = await startTestService(analytics);
    const log = other.running.app.get<EventLog>(EVENT_LOG);
    const open = new Promise<void>((resolve) => (letIn = resolve));
    const join: EventLog['join'] = (subscription) => open.then(() => log.join(subscription));
    const port = await findFreePort();
    url = `http://127.0.0.1:${port}`;
    const env = { DATABASE_URL: other.databaseUrl, WIDECAST_INTERNAL_SECRET: 'x'.repeat(32), PORT: String(port), LOG_LEVEL: 'error' };
    starting = startService(analytics, { env, log: Object.assign(Object.create(log) as EventLog, { join }) });
  });

  afterAll(async () => {
    letIn();
    await (await starting).stop();
    await other.stop();
  });

  const statusOf = (path: string): Promise<number> => fetch(`${url}${path}`).then(({ status }) => status, () => 0);

  it('answers at once, and is ready when it is let in', async () => {
    await waitUntil(async () => (await statusOf('/livez')) === 200, { what: 'an answer' });
    const health: unknown = await (await fetch(`${url}/readyz`)).json();
    letIn();
    await starting;

    expect(health).toMatchObject({ status: 'degraded', checks: { consumers: 'wait to join their group', 'event log': 'ok' } });
    expect(await (await fetch(`${url}/readyz`)).json()).toMatchObject({ status: 'ready' });
  });
});
