import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { deliveriesSettled, type DeliveryState } from '@widecast/contracts';
import { reactAt, startSmtpSink, startTestService, waitUntil, type SmtpSink, type TestService } from '@widecast/testing';
import { dispatch } from '../src/index.ts';
import { aCampaign, launchOver, lookAt, QUICK, recipients, untilState } from './builders.ts';
import { ServiceProcess } from './process.ts';

/** Reads and writes the ledger; nothing leaves through it. */
const MUTE = { ...QUICK, UPKEEP_MS: '60000', SMTP_URL: 'smtp://127.0.0.1:9', SMTP_REST_MS: '60000' };

describe('a process that is killed in the middle of a campaign', () => {
  let sink: SmtpSink;
  let ledger: TestService;

  beforeEach(async () => {
    // So slow that a process is killed long before everybody has his message.
    sink = await startSmtpSink({ script: reactAt('message', { delay: 5 }) });
    ledger = await startTestService(dispatch, { env: MUTE });
  });

  afterEach(async () => {
    await ledger.stop();
    await sink.stop();
  });

  const start = (): ServiceProcess => ServiceProcess.start({
    ...QUICK, DATABASE_URL: ledger.databaseUrl, PORT: '0', SMTP_URL: `smtp://127.0.0.1:${sink.port}`, LEASE_MS: '2000', CLAIM_ROWS: '200',
  });
  const addressesOf = async (...states: DeliveryState[]): Promise<string[]> =>
    (await ledger.database.query<{ email: string }>('SELECT email FROM deliveries WHERE state = ANY($1)', [states])).map(({ email }) => email);

  it('has sent nothing twice and lost nothing: everybody is in the sink once or marked in doubt', async () => {
    const everybody = recipients(1500);
    const id = await aCampaign(ledger);
    await launchOver(ledger, id, everybody);
    await waitUntil(async () => (await lookAt(ledger, id)).ledger.audience === 1500, { what: 'the audience' });

    for (const share of [300, 800]) {
      const killed = start();
      await waitUntil(() => killed.hasEnded() || sink.count >= share, { what: `${share} messages`, timeout: 60_000, interval: 5 });
      await killed.kill();
      expect(sink.count).toBeLessThan(1500);
      expect(await lookAt(ledger, id)).toMatchObject({ state: 'running', ledger: { balanced: true } });
    }
    const survivor = start();
    const done = await untilState(ledger, id, 'finished', 90_000);
    await survivor.kill();

    const [accepted, doubtful, arrived] = [await addressesOf('accepted'), new Set(await addressesOf('in_doubt')), sink.recipients()];
    expect(new Set(arrived).size).toBe(arrived.length);
    expect(done.ledger).toMatchObject({ audience: 1500, accepted: 1500 - doubtful.size, in_doubt: doubtful.size, balanced: true });
    expect(accepted.filter((address) => !arrived.includes(address))).toEqual([]);
    expect(arrived.filter((address) => !accepted.includes(address) && !doubtful.has(address))).toEqual([]);
    // Two workers a process: their windows, and what they had not written yet.
    expect(doubtful.size).toBeLessThanOrEqual(2 * 2 * (64 + 200 + 64));
    expect(await ledger.database.query("SELECT FROM deliveries WHERE state = 'in_doubt' AND mark IS DISTINCT FROM 'possibly_lost'")).toEqual([]);
    const told = (await ledger.published(deliveriesSettled)).flatMap(({ outcomes }) => outcomes.map(({ contactId }) => contactId));
    expect({ told: told.length, contacts: new Set(told).size }).toEqual({ told: 1500, contacts: 1500 });
  }, 240_000);
});
