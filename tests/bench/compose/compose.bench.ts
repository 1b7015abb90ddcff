// How fast messages are composed on one core: Widecast's skeleton beside nodemailer composing each, unsigned and signed with DKIM.
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { parseArgs } from 'node:util';
import { dkimKeyOf, signMessage } from '@widecast/mail';
import MailComposer from 'nodemailer/lib/mail-composer';
import { writeJson } from '../write-json.ts';
import { composer, FROM, type Recipient, recipientsOf } from './letter.ts';

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '2' }, json: { type: 'string' } } });
const SECONDS = Number(values.seconds);
const ROUNDS = 3;
/** Messages that are made before the first of them has gone, as a sender makes them. */
const WINDOW = 64;

type Work = (recipients: readonly Recipient[]) => unknown;

const everybody = recipientsOf(20_000);
const compose = await composer();
const sample = compose(everybody[0] as Recipient).raw;
const keyOf = (key: KeyObject): ReturnType<typeof dkimKeyOf> =>
  dkimKeyOf({ domain: 'acme.example', selector: 's', privateKey: key.export({ type: 'pkcs8', format: 'pem' }).toString() });
const rsa = keyOf(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey);
const ed25519 = keyOf(generateKeyPairSync('ed25519').privateKey);

const signing = (key: typeof rsa): Work => (some) => void some.map(({ ...one }) => signMessage(compose(one).raw, [key], new Date()));
const parts = /\r\n\r\n[\s\S]*?\r\n\r\n([\s\S]*?)\r\n--[\s\S]*?\r\n\r\n([\s\S]*)\r\n--/.exec(sample.toString());
const [text, html] = [parts?.[1] ?? '', parts?.[2] ?? ''];

/** The same work per recipient, merge fields and links aside. */
const byNodemailer: Work = async (some) => {
  for (const { email, subject } of some) {
    await new MailComposer({
      ...FROM, to: email, subject: 'News', html, text, messageId: `<${subject.contactId}@acme.example>`, date: new Date(), newline: '\r\n',
      headers: { 'List-Unsubscribe': `<https://mail.example/u/${subject.contactId}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click', Precedence: 'bulk' },
    }).compile().build();
  }
};

/** In a second of CPU, of all threads together: the same on a busy machine as on an idle one. */
async function perSecond(work: Work, batch: number): Promise<number> {
  let [done, at] = [0, 0];
  const [begun, cpu] = [performance.now(), process.cpuUsage()];
  while (performance.now() - begun < SECONDS * 1000) {
    await work(everybody.slice(at, at + batch));
    done += batch;
    at = (at + batch) % (everybody.length - batch);
  }
  const { user, system } = process.cpuUsage(cpu);
  return (done / (user + system)) * 1_000_000;
}

const median = (figures: readonly number[]): number => figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] ?? 0;
const works: readonly (readonly [string, Work, number])[] = [
  ['unsigned', (some) => void some.map((one) => compose(one)), WINDOW], ['ed25519', signing(ed25519), WINDOW], ['rsa2048', signing(rsa), WINDOW], ['nodemailer', byNodemailer, 50],
];
const figures = new Map(works.map(([name]) => [name, [] as number[]]));
for (let round = 0; round < ROUNDS; round += 1) for (const [name, work, batch] of works) figures.get(name)?.push(await perSecond(work, batch));

const rates = Object.fromEntries([...figures].map(([name, rounds]) => [name, Math.round(median(rounds))]));
const ratio = Math.round(((rates['unsigned'] ?? 0) / (rates['nodemailer'] ?? 1)) * 10) / 10;
process.stdout.write(`Composing a mail of ${sample.length} bytes with 6 merge fields, 2 tracked links, a pixel and unsubscribe headers; medians of ${ROUNDS} rounds of ${SECONDS} s\n`);
for (const [name, rate] of Object.entries(rates)) process.stdout.write(`${name.padEnd(10)} ${String(rate).padStart(7)} a second of CPU\n`);
process.stdout.write(`${ratio} times nodemailer composing each\n`);
writeJson(values.json, { perSecond: rates['unsigned'], ratio, ...rates });
