import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Api } from '../demo/src/client/api.ts';
import { generateMarket } from '../demo/src/market/generated/generated.market.ts';
import { Progress } from '../demo/src/report/progress.ts';
import { runDemo, STEPS } from '../demo/src/run-demo.ts';
import { Shutdown } from '../demo/src/system/shutdown.ts';
import { startSinkHere } from '../demo/src/system/sink/sink.in-process.ts';
import { startSystem, type RunningSystem } from '../demo/src/system/system.ts';
import { Checks } from '../demo/src/truth/checks.ts';

const SEED = 7;
const shutdown = new Shutdown();
const told: string[] = [];
let system: RunningSystem;

beforeAll(async () => {
  system = await startSystem({ eventLog: 'postgres', from: 'source', databaseUrl: process.env['TEST_DATABASE_URL'], startSink: startSinkHere }, shutdown);
}, 90_000);

afterAll(() => shutdown.stop(), 60_000);

it('takes a small market from import to report, and every figure equals the truth', async () => {
  const checks = new Checks();
  const demo = {
    market: generateMarket({ accounts: 400, seed: SEED }), api: new Api(system.api), sink: system.sink, ticketsPort: system.ticketsPort, checks,
    progress: new Progress(STEPS, (line) => void told.push(line)), seed: SEED, letters: { tickets: 20, complaints: 4, questions: [] },
  };

  const findings = await runDemo(demo).catch((error: unknown) => unlike(String(error)));

  if (checks.differences.length > 0) await unlike(JSON.stringify(checks.differences, null, 1));
  expect(findings).toMatchObject({ mailedUpperTier: 0, tickets: 20, held: 4, funnel: { entered: 24, mailed: 24, goal: 10, completed: 14 } });
  expect(checks.all.length).toBeGreaterThan(400);
}, 400_000);

/** Fails with the steps that were done and what the services said. */
async function unlike(what: string): Promise<never> {
  throw new Error(`${what}\n${told.join('')}${await system.lastLogs()}`);
}
