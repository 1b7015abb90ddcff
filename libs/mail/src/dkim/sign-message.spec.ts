import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { compileMessage } from '../composing/compile-message.ts';
import { dkimKeyOf, type DkimKey } from './dkim-key.ts';
import { signMessage } from './sign-message.ts';

const rsaOf = (modulusLength: number): KeyObject => generateKeyPairSync('rsa', { modulusLength }).privateKey;
const ed25519Of = (): KeyObject => generateKeyPairSync('ed25519').privateKey;
const pem = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString();
const rsa = dkimKeyOf({ domain: 'acme.example', selector: 'r', privateKey: pem(rsaOf(2048)) });
const ed25519 = dkimKeyOf({ domain: 'acme.example', selector: 'e', privateKey: pem(ed25519Of()) });
const KEYS = [['RSA-2048', [rsa]], ['Ed25519', [ed25519]], ['both', [rsa, ed25519]]] as const;

/** What a receiver finds, by the mailauth package; DNS is the records of the keys. */
async function verdicts(message: Buffer, keys: readonly DkimKey[]): Promise<string[]> {
  const records = new Map(keys.map(({ selector, domain, record }) => [`${selector}._domainkey.${domain}`, record]));
  const resolver = (name: string): Promise<string[][]> => Promise.resolve([[records.get(name) ?? '']]);
  const { results } = await dkimVerify(message, { resolver, minBitLength: 2048 });
  return results.map(({ status }) => status.result);
}

async function aLetter(html: string, to = 'a@example.com'): Promise<Buffer> {
  const skeleton = await compileMessage({
    from: { name: 'ООО «Ромашка»', address: 'news@acme.example' }, subject: ['Привет, ', { slot: 0 }, ', this is a subject that goes over more than a line'], replyTo: 'r@acme.example',
    html: [html, { slot: 0 }], text: ['  a  b\t\tc \n\n', { slot: 0 }],
    headers: { 'List-Unsubscribe': ['<https://w.example/u/', { slot: 1 }, '>'], 'List-Unsubscribe-Post': ['List-Unsubscribe=One-Click'], 'Feedback-ID': ['a:b:c:d'] },
  });
  return skeleton.fillIn({ to, messageId: '<x@acme.example>', date: new Date(), values: ['Ёлка 😀', 'x'.repeat(88)] }).bytes();
}

const BODIES = ['<p>plain</p>', '<p>\t two  gaps </p>\n\n  \n\t\n', 'щ'.repeat(900), `${' '.repeat(200)}\n.\n..`, ''];

describe.each(KEYS)('a message signed with %s', (_name, keys) => {
  it.each(BODIES)('is found good by a receiver (%#)', async (body) => {
    expect(await verdicts(signMessage(await aLetter(body), keys, new Date()), keys)).toEqual(keys.map(() => 'pass'));
  });

  it.each(['почта@xn--e1afmkfd.xn--p1ai', '電子@example.com', 'josé@example.com'])('is found good where its header has an address in another script (%s)', async (to) => {
    const signed = signMessage(await aLetter('<p>x</p>', to), keys, new Date());

    expect(signed.includes(`\r\nTo: ${to.split('@')[0]}@`)).toBe(true);
    expect(await verdicts(signed, keys)).toEqual(keys.map(() => 'pass'));
  });

  it('is good whatever the body looks like: no line end, empty lines and white space at its end, nothing at all', async () => {
    for (const body of ['', '\r\n', '\r\n\r\n', 'a', 'a\r\n \r\n\r\n', 'a  b\r\n', ' \r\na', 'a\r\n\r\n b \r\n\t\r\n']) {
      const signed = signMessage(Buffer.from(`From: a@acme.example\r\nSubject:  x\t y \r\n\r\n${body}`), keys, new Date());
      expect([body, await verdicts(signed, keys)]).toEqual([body, keys.map(() => 'pass')]);
    }
  });

  it('is found bad when a header or the body was changed, or a second header of a signed name was put in', async () => {
    const signed = signMessage(await aLetter('<p>The price is 100</p>'), keys, new Date()).toString('latin1');
    const headers = ['From', 'To', 'Subject', 'List-Unsubscribe', 'List-Unsubscribe-Post', 'Reply-To', 'Message-ID', 'Feedback-ID'];
    const forged = [
      signed.replace('price is 100', 'price is 900'), signed.replace('w.example/u/x', 'w.example/u/y'), signed.replace('One-Click', 'One-Clack'),
      ...headers.map((name) => `${name}: evil@evil.example\r\n${signed}`), `Cc: evil@evil.example\r\n${signed}`, `Sender: evil@evil.example\r\n${signed}`,
    ];

    for (const message of forged) expect([message.slice(0, 30), (await verdicts(Buffer.from(message, 'latin1'), keys)).includes('pass')]).toEqual([message.slice(0, 30), false]);
  });

  it('covers both unsubscribe headers, and no line is too long', async () => {
    const signed = signMessage(await aLetter('x'), keys, new Date()).toString('latin1');
    const covered = Array.from(signed.matchAll(/ h=([^;]+);/g), ([, names = '']) => names.replace(/\s/g, '').split(':'));

    expect(covered).toHaveLength(keys.length);
    for (const names of covered) expect(names).toEqual(expect.arrayContaining(['list-unsubscribe', 'list-unsubscribe-post', 'from', 'feedback-id', 'list-id']));
    expect(Math.max(...signed.split('\r\n').map(({ length }) => length))).toBeLessThan(200);
    expect(Math.max(...(signed.split('\r\nList-Unsubscribe:')[0] ?? '').split('\r\n').map(({ length }) => length))).toBeLessThanOrEqual(78);
  });
});

describe('a DKIM key', () => {
  const settings = { domain: 'acme.example', selector: 's', privateKey: pem(ed25519Of()) };
  const locked = ed25519Of().export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }).toString();
  const open = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }).toString();

  it.each([
    ['is no key', { privateKey: 'garbage' }, 'cannot be read as a private key'],
    ['is a public key', { privateKey: open }, 'cannot be read as a private key'],
    ['is too short', { privateKey: pem(rsaOf(1024)) }, 'has 1024 bits'],
    ['is of another type', { privateKey: pem(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey) }, 'is of the type ec'],
    ['has a passphrase', { privateKey: locked }, 'without passphrase'],
    ['has no selector', { selector: 'a b' }, 'has the selector "a b"'],
    ['has no domain', { domain: 'Ромашка.рф' }, 'is for no domain'],
  ])('is refused where it %s', (_what, changes, message) => {
    expect(() => dkimKeyOf({ ...settings, ...changes })).toThrow(message);
  });

  it('is taken as PEM, in one line too, and as bare base64', () => {
    const { privateKey } = settings;
    const bare = privateKey.split('\n').slice(1, -2).join('');

    const records = [privateKey, privateKey.replaceAll('\n', '\\n'), bare].map((each) => dkimKeyOf({ ...settings, privateKey: each }).record);

    expect(new Set(records).size).toBe(1);
    expect(records[0]).toMatch(/^v=DKIM1; k=ed25519; p=[\w+/]{43}=$/);
  });
});
