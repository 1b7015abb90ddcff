import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { selfSigned } from './self-signed.ts';

describe('selfSigned', () => {
  const { cert, key } = selfSigned('mail.example.com', 'a secret of thirty-two characters at least');

  it('makes a certificate for the host, signed by its own key', () => {
    const read = new X509Certificate(cert);

    expect(read.verify(read.publicKey)).toBe(true);
    expect([read.checkHost('mail.example.com'), read.checkHost('other.example.com')]).toEqual(['mail.example.com', undefined]);
    expect([read.subject, read.validTo]).toEqual(['CN=mail.example.com', expect.stringContaining('9999')]);
  });

  it('has the same key after every start, another for another secret', () => {
    expect(selfSigned('mail.example.com', 'a secret of thirty-two characters at least').key).toBe(key);
    expect(selfSigned('mail.example.com', 'another secret of thirty-two characters').key).not.toBe(key);
  });
});
