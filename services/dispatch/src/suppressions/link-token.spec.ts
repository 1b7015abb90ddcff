import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { readLink, signLink } from './link-token.ts';

const SECRET = 'a secret of tests, thirty-two characters';
const subject = { kind: 'funnel' as const, sourceId: randomUUID(), contactId: randomUUID() };

describe('a link token', () => {
  it('tells whom it is about, and fits into a header line', () => {
    const token = signLink(subject, SECRET);

    expect(token.length).toBeLessThanOrEqual(120);
    expect(readLink(token, SECRET)).toEqual(subject);
  });

  it('is nothing when any of its characters is another, or the key', () => {
    const token = signLink(subject, SECRET);
    const forged = Array.from(token.slice(0, -1), (char, at) => token.slice(0, at) + (char === 'A' ? 'B' : 'A') + token.slice(at + 1));

    expect(forged.filter((each) => readLink(each, SECRET) !== undefined)).toEqual([]);
    expect(readLink(token, `${SECRET}!`)).toBeUndefined();
    for (const odd of ['', 'x', '../..', `${token}A`, 'A'.repeat(5000)]) expect(readLink(odd, SECRET)).toBeUndefined();
  });
});
