import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { compileMessage } from '../composing/compile-message.ts';
import type { FilledMessage } from '../composing/skeleton.ts';
import { dkimKeyOf, type DkimKey } from './dkim-key.ts';
import { type SignedMessage, SigningThreads } from './signing-threads.ts';

const keyOf = (selector: string, key: KeyObject): DkimKey =>
  dkimKeyOf({ domain: 'acme.example', selector, privateKey: key.export({ type: 'pkcs8', format: 'pem' }).toString() });
const rsa = keyOf('r', generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey);
const ed25519 = keyOf('e', generateKeyPairSync('ed25519').privateKey);

const skeleton = await compileMessage({ from: { name: 'Acme', address: 'news@acme.example' }, subject: ['Hello ', { slot: 0 }], html: ['<p>', { slot: 0 }, '</p>'], text: [{ slot: 0 }], headers: {} });
const letterTo = (value: string): FilledMessage => skeleton.fillIn({ to: 'a@example.com', messageId: `<${value.length}@acme.example>`, date: new Date(), values: [value] });

async function isGood({ bytes }: SignedMessage, keys: readonly DkimKey[]): Promise<boolean> {
  const records = new Map(keys.map(({ selector, domain, record }) => [`${selector}._domainkey.${domain}`, record]));
  const { results } = await dkimVerify(Buffer.from(bytes), { resolver: (name: string) => Promise.resolve([[records.get(name) ?? '']]) });
  return results.length === keys.length && results.every(({ status }) => status.result === 'pass');
}

describe('the signing threads', () => {
  let threads = new SigningThreads();

  afterEach(async () => {
    await threads.close();
    threads = new SigningThreads();
  });

  const sign = (value: string, keys: readonly DkimKey[]): Promise<SignedMessage> => threads.sign(letterTo(value), keys, new Date());

  it.each([['RSA-2048', [rsa]], ['Ed25519', [ed25519]], ['both', [rsa, ed25519]]])('sign with %s so that a receiver finds it good', async (_name, keys) => {
    const all = await Promise.all(Array.from({ length: 40 }, (_, n) => sign(`Ёлка ${n}`, keys)));

    expect(await Promise.all(all.map((each) => isGood(each, keys)))).toEqual(all.map(() => true));
    expect(all.map(({ bytes }) => /<(\d+)@acme/.exec(bytes.toString())?.[1])).toEqual(all.map((_, n) => String(`Ёлка ${n}`.length)));
  }, 60_000);

  it('sign each with the keys that it was given', async () => {
    const [one, other] = [[rsa], [ed25519]];
    const all = await Promise.all(Array.from({ length: 20 }, (_, n) => sign('x', n % 2 === 0 ? one : other)));

    expect(await Promise.all(all.map((each, n) => isGood(each, n % 2 === 0 ? one : other)))).toEqual(all.map(() => true));
  }, 60_000);

  it('write nothing over what was not released, and use again what was', async () => {
    const keys = [ed25519];
    const kept = await sign('kept', keys);
    const before = kept.bytes.toString('latin1');
    const memories = new Set<ArrayBufferLike>();
    for (let round = 0; round < 20; round += 1) {
      for (const { bytes, release } of await Promise.all(Array.from({ length: 50 }, () => sign('x'.repeat(10_000), keys)))) {
        memories.add(bytes.buffer);
        release();
      }
    }

    expect(kept.bytes.toString('latin1')).toBe(before);
    expect(memories.size).toBeLessThan(6);
  }, 60_000);

  it('leave a message that is larger than their memory to whoever asks', async () => {
    expect(await isGood(await sign('щ'.repeat(300_000), [ed25519]), [ed25519])).toBe(true);
  }, 60_000);

  it('lose no message with a thread that dies, and sign the next in a new one', async () => {
    const keys = [rsa];
    const all = Array.from({ length: 60 }, (_, n) => sign(`${n}`, keys));
    await new Promise((resolve) => void setImmediate(resolve));
    await threads.close();

    expect(await Promise.all((await Promise.all(all)).map((each) => isGood(each, keys)))).toEqual(all.map(() => true));
    expect(await isGood(await sign('next', keys), keys)).toBe(true);
  }, 60_000);

  it('reject what cannot be signed', async () => {
    await expect(sign('x', [{ ...ed25519, key: generateKeyPairSync('x25519').privateKey }])).rejects.toThrow();
  }, 60_000);
});
