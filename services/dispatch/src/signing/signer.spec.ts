import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { signerOf } from './signer.ts';

const { privateKey } = generateKeyPairSync('ed25519');
const base64 = privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');

describe('the keys that sign', () => {
  it('are chosen by the domain of the sender, or the one above it', () => {
    const signer = signerOf(`acme.example:a:${base64}, acme.example:b:${base64},mail.acme.example:c:${base64}`);
    const selectors = (domain: string): string[] => signer.keysFor(domain).map(({ selector }) => selector);

    expect(selectors('acme.example')).toEqual(['a', 'b']);
    expect(selectors('Mail.Acme.example')).toEqual(['c']);
    expect(selectors('news.acme.example')).toEqual(['a', 'b']);
    expect(selectors('evilacme.example')).toEqual([]);
  });

  it('are read from files too', () => {
    const folder = mkdtempSync(join(tmpdir(), 'dkim-'));
    writeFileSync(join(folder, 'key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));

    expect(signerOf(`acme.example:a:${join(folder, 'key.pem')}`).keysFor('acme.example')[0]?.algorithm).toBe('ed25519-sha256');
    rmSync(folder, { recursive: true });
  });

  it.each([
    ['acme.example:a', 'is not like example.com:selector:'], ['acme.example:a:/no/such/file.pem', 'cannot be read (ENOENT)'], ['acme.example:a:bm90IGEga2V5', 'cannot be read as a private key'],
  ])('are refused at the start: %s', (setting, message) => {
    expect(() => signerOf(setting)).toThrow(message);
  });

  it('are none by default, and a message stays as it is', () => {
    const message = Buffer.from('From: a@acme.example\r\n\r\nx\r\n');

    expect(signerOf('').sign(message, 'acme.example')).toBe(message);
  });
});
