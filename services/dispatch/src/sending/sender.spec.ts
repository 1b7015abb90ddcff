import { describe, expect, it } from '@jest/globals';
import { Readiness } from '@widecast/service-kit';
import { waitUntil } from '@widecast/testing';
import type { Claims } from '../claims/claims.ts';
import type { Lane } from '../lanes/lane.ts';
import { Bell } from '../ledger/bell.ts';
import type { ClaimRunner } from './claim-runner.ts';
import { Sender } from './sender.ts';

const FULL = Object.assign(new Error('could not extend file "base/5/16476": No space left on device'), { code: '53100' });

describe('a sender whose database has no room', () => {
  it.each([
    ['claims', () => Promise.reject(FULL), undefined],
    ['outcomes', () => Promise.resolve({}), FULL],
  ])('says so while %s cannot be written, though the database answers, and no longer', async (_, next, failure) => {
    let isFull = true;
    const claims = { next: () => (isFull ? next() : Promise.resolve(undefined)) } as unknown as Claims;
    const runner = { run: async (_claim: object, _stop: AbortSignal, failed: (error: unknown) => void) => {
      failed(failure);
      await waitUntil(() => !isFull, { what: 'room' });
    } } as unknown as ClaimRunner;
    const readiness = new Readiness();
    const sender = new Sender(claims, new Bell(), runner, { isResting: false, relays: [], close: () => Promise.resolve() } as unknown as Lane, readiness);

    sender.onApplicationBootstrap();
    try {
      const { checks } = await waitUntil(async () => {
        const look = await readiness.look();
        return look.status === 'degraded' ? look : undefined;
      }, { what: 'degraded', timeout: 5000 });
      expect(checks).toMatchObject({ sending: `is interrupted: ${FULL.message}` });
      isFull = false;
      await waitUntil(async () => (await readiness.look()).status === 'ready', { what: 'ready' });
    } finally {
      isFull = false;
      await sender.onModuleDestroy();
    }
  });
});
