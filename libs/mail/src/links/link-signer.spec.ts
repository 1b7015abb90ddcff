import { createHmac, randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { Hmac } from './hmac.ts';
import { LinkSigner } from './link-signer.ts';

const SECRET = 'a secret of tests, thirty-two characters';
const subject = { kind: 'funnel' as const, sourceId: randomUUID(), contactId: randomUUID() };
const signer = new LinkSigner(SECRET);

describe('a link token', () => {
  it('tells whom it is about, and fits into a header line', () => {
    const token = signer.sign('unsubscribe', subject);

    expect(token).toMatch(/^[\w-]{68}$/);
    expect(signer.read('unsubscribe', token)).toEqual(subject);
  });

  it('is nothing when any of its characters is another, or the key', () => {
    const token = signer.sign('unsubscribe', subject);
    const forged = Array.from(token, (char, at) => token.slice(0, at) + (char === 'A' ? 'B' : 'A') + token.slice(at + 1));

    expect(forged.filter((each) => signer.read('unsubscribe', each) !== undefined)).toEqual([]);
    expect(new LinkSigner(`${SECRET}!`).read('unsubscribe', token)).toBeUndefined();
    for (const odd of ['', 'x', '../..', `${token}A`, 'A'.repeat(5000)]) expect(signer.read('unsubscribe', odd)).toBeUndefined();
  });

  it('is nothing to another purpose, or with another destination', () => {
    const timed = { ...subject, sentAt: 1_764_000_000_123 };
    const click = signer.sign('click', timed, 'https://shop.example/ёлка?a=b');

    expect(click).toMatch(/^[\w-]{76}$/);
    expect(signer.read('click', click, 'https://shop.example/ёлка?a=b')).toEqual(timed);
    expect([signer.read('click', click, 'https://evil.example'), signer.read('click', click), signer.read('open', click), signer.read('unsubscribe', click)])
      .toEqual([undefined, undefined, undefined, undefined]);
  });

  it('outlives its key as long as the older key is known', () => {
    const token = signer.sign('unsubscribe', subject);

    expect(new LinkSigner('another secret of tests, long enough', [SECRET]).read('unsubscribe', token)).toEqual(subject);
  });
});

describe('HMAC-SHA-256', () => {
  it.each(['k', 'x'.repeat(64), 'ключ'.repeat(40)])('is that of Node for any key and length (%#)', (key) => {
    const hmac = new Hmac(key);
    for (const length of [0, 1, 55, 64, 119, 4000]) {
      const [payload, text] = [Buffer.alloc(length, length), 'щ'.repeat(length)];
      expect(hmac.of(payload, text)).toBe(createHmac('sha256', key).update(payload).update(text).digest('base64url'));
    }
  });
});
