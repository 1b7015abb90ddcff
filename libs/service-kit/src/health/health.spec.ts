import { describe, expect, it } from '@jest/globals';
import { Readiness } from './health.ts';

describe('Readiness', () => {
  it('is ready while every check passes', async () => {
    const readiness = new Readiness();
    readiness.add('database', () => Promise.resolve('ok'));

    expect(await readiness.look()).toEqual({ status: 'ready', checks: { database: 'ok' } });
  });

  it('is degraded while a part stands still, and says which', async () => {
    const readiness = new Readiness();
    readiness.add('database', () => Promise.resolve('ok'));
    readiness.add('consumers', () => Promise.resolve({ degraded: 'one stopped' }));

    expect(await readiness.look()).toEqual({ status: 'degraded', checks: { database: 'ok', consumers: 'one stopped' } });
  });

  it('is not ready while a check fails or does not answer', async () => {
    const readiness = new Readiness();
    readiness.add('database', () => Promise.reject(new Error('refused')));
    readiness.add('log', () => new Promise(() => {}));

    const health = await readiness.look();

    expect(health).toEqual({ status: 'not ready', checks: { database: 'refused', log: 'no answer within 2000 ms' } });
  });

  it('is never ready again once it drains', async () => {
    const readiness = new Readiness();
    readiness.drain();

    expect((await readiness.look()).status).toBe('not ready');
  });
});
