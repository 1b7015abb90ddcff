import { afterAll, expect, it } from '@jest/globals';
import { Shutdown } from '../../demo/src/system/shutdown.ts';
import { brokenPromises, runFaults } from './run-faults.ts';

const shutdown = new Shutdown();

afterAll(() => shutdown.stop(), 60_000);

it('loses nothing, and mails nobody twice unmarked, while senders, database, relay and event log fail', async () => {
  const options = { kills: 3, seed: 7, recipients: 1200, logStop: 1000, eventLog: 'postgres', from: 'built', json: undefined } as const;

  const findings = await runFaults(options, shutdown, () => undefined);

  expect(brokenPromises(findings)).toEqual([]);
  expect(findings).toMatchObject({ kills: 3, databaseRestarts: 2, logStops: 1 });
  expect(findings.audience).toBeGreaterThan(1200);
  expect(findings.accepted).toBeGreaterThan(600);
  expect(findings.compactionKills).toBeGreaterThan(0);
}, 180_000);
