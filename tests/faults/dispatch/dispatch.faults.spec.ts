import { expect, it } from '@jest/globals';
import { Shutdown } from '../../demo/src/system/shutdown.ts';
import { brokenPromises, runFaults } from './run-faults.ts';

it('loses nothing, and mails nobody twice unmarked, while senders, database, relay and event log fail', async () => {
  const shutdown = new Shutdown();
  const options = { kills: 4, seed: 7, recipients: 1600, logStop: 1000, from: 'source', json: undefined } as const;

  const findings = await runFaults(options, shutdown, () => undefined).finally(() => shutdown.stop());

  expect(brokenPromises(findings)).toEqual([]);
  expect(findings).toMatchObject({ kills: 4, databaseRestarts: 2, logStops: 1 });
  expect(findings.audience).toBeGreaterThan(1600);
  expect(findings.accepted).toBeGreaterThan(800);
}, 180_000);
