import { createHash, randomBytes } from 'node:crypto';

const PREFIX = 'wck_';
const SUBJECTS = [
  'contacts', 'segments', 'behaviour', 'campaigns', 'templates', 'messages', 'tickets', 'funnels', 'reports', 'operations', 'keys',
];
const SCOPE = /^([a-z]+):(read|write|\*)$/;
/** Rights of their own, which `<subject>:write` does not hold. */
const APART = ['templates:transactional', 'messages:send'];

/** A new secret of 256 random bits; the prefix lets scanners find one that leaked. */
export function newSecret(): string {
  return `${PREFIX}${randomBytes(32).toString('base64url')}`;
}

/** What is stored of a secret. It is random and long, so that a plain digest cannot be reversed. */
export function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** What tells keys apart in a list without helping to guess them. */
export function hintOf(secret: string): string {
  return `…${secret.slice(-4)}`;
}

/** Whether it names a right that exists: `*`, `contacts:read`, `contacts:*`. */
export function isScope(text: string): boolean {
  return text === '*' || APART.includes(text) || SUBJECTS.includes(SCOPE.exec(text)?.[1] ?? '');
}

export const SCOPE_HELP = `must be * or <subject>:read, <subject>:write or <subject>:* where the subject is one of ${SUBJECTS.join(', ')}; or ${APART.join(', ')}`;
