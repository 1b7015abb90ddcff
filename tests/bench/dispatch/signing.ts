import { generateKeyPairSync } from 'node:crypto';

/** With which key of its sender's domain mail is signed (DKIM, RFC 6376 and 8463). */
export type Signing = 'unsigned' | 'ed25519' | 'rsa';

/** The setting of a sending process; a new key each time. */
export function dkimKeysFor(signing: Signing, domain: string): string {
  if (signing === 'unsigned') return '';
  const { privateKey } = signing === 'rsa' ? generateKeyPairSync('rsa', { modulusLength: 2048 }) : generateKeyPairSync('ed25519');
  return `${domain}:bench:${privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64')}`;
}
