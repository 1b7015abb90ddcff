// From the 250 of a complaint to the row that keeps promotions from its writer: triage and dispatch as processes of their own, other mail all the while.
import { parseArgs } from 'node:util';
import { SmtpClient } from '../triage/smtp-client.ts';
import { letter } from '../triage/letters.ts';
import { writeJson } from '../write-json.ts';
import { openFunnel, SUPPORT, type Customer, type Funnel } from './funnel.ts';
import { HoldWatch } from './hold-watch.ts';

const { values } = parseArgs({
  options: { complaints: { type: 'string', default: '1000' }, 'per-second': { type: 'string', default: '20' }, others: { type: 'string', default: '100' }, 'event-log': { type: 'string', default: 'postgres' }, json: { type: 'string' } },
});
const [COMPLAINTS, PER_SECOND, OTHERS] = [Number(values.complaints), Number(values['per-second']), Number(values.others)];
const CONNECTIONS = 8;

const complaintOf = ({ email }: Customer, n: number): string => [
  `From: <${email}>`, `To: <${SUPPORT}>`, `Subject: Order ${n}`, `Message-ID: <complaint-${n}@bench.test>`, 'Content-Type: text/plain', '',
  'Hello,', '', `this is a formal complaint about order ${n}: it came broken for the second time, and nobody answers.`, '', 'Regards',
].join('\r\n');

/** Sends the n-th mail of a kind by any of some connections, so many a second, until all are sent. */
async function send(port: number, count: number, perSecond: number, mailOf: (n: number) => { from: string; message: string; sent?: () => void }): Promise<void> {
  const begun = performance.now();
  let next = 0;
  await Promise.all(Array.from({ length: CONNECTIONS }, async () => {
    const client = await SmtpClient.open(port);
    for (let n = next++; n < count; n = next++) {
      const early = (n / perSecond) * 1000 - (performance.now() - begun);
      if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
      const { from, message, sent } = mailOf(n);
      await client.send(from, SUPPORT, message);
      sent?.();
    }
    client.close();
  }));
}

async function measure({ smtpPort, customers, databaseUrl }: Funnel): Promise<number[]> {
  const watch = await HoldWatch.open(databaseUrl);
  await Promise.all([
    send(smtpPort, COMPLAINTS, PER_SECOND, (n) => {
      const customer = customers[n];
      if (!customer) throw new Error(`There is no customer ${n}`);
      return { from: customer.email, message: complaintOf(customer, n), sent: () => watch.expect(customer.contactId) };
    }),
    send(smtpPort, Math.round((COMPLAINTS * OTHERS) / PER_SECOND), OTHERS, (n) => letter(n, 2000, SUPPORT)),
  ]);
  return await watch.close();
}

const at = (sorted: readonly number[], share: number): number => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);

const funnel = await openFunnel({ customers: COMPLAINTS, eventLog: values['event-log'] });
try {
  const waits = await measure(funnel);
  const figures = { complaints: waits.length, eventLog: values['event-log'], holdP50Ms: at(waits, 0.5), holdP99Ms: at(waits, 0.99), holdMaxMs: at(waits, 1) };
  process.stdout.write(`${waits.length} complaints, ${PER_SECOND} a second among ${OTHERS} other mails a second, event log ${values['event-log']}:\n`);
  process.stdout.write(`  from the 250 to the hold in dispatch: p50 ${figures.holdP50Ms} ms, p99 ${figures.holdP99Ms} ms (goal 2000), at most ${figures.holdMaxMs} ms\n`);
  writeJson(values.json, figures);
} finally {
  await funnel.stop();
}
