import type { Lookup } from '../checks/domain-records.ts';

/** A key that messages are signed with, by the domain and selector under which its public half is to be found. */
export interface SigningName {
  readonly domain: string;
  readonly selector: string;
  /** What must stand there. */
  readonly record: string;
}

/** What stands in DNS where the public half of a key should: the key, nothing, that it is revoked, another key, or it could not be looked up. */
export type Publication = 'published' | 'absent' | 'revoked' | 'other_key' | 'unknown';

/** Where the public half of a key stands in DNS (RFC 6376 §3.6.2.1). */
export const placeOf = ({ domain, selector }: Pick<SigningName, 'domain' | 'selector'>): string => `${selector}._domainkey.${domain}`;

export function publicationOf({ record }: SigningName, lookup: Lookup): Publication {
  if (lookup.kind === 'failed') return 'unknown';
  const found = lookup.kind === 'found' ? lookup.records.find((each) => /(?:^|;)\s*p=/i.test(each)) : undefined;
  if (found === undefined) return 'absent';
  if (publicKeyIn(found) === '') return 'revoked';
  return publicKeyIn(found) === publicKeyIn(record) ? 'published' : 'other_key';
}

const publicKeyIn = (record: string): string => /(?:^|;)\s*p=([^;]*)/i.exec(record)?.[1]?.replaceAll(/\s/g, '') ?? '';

/** The line of a zone file: a TXT record is made of strings of 255 bytes at most (RFC 1035 §3.3.14). */
export function zoneLineOf(name: SigningName): string {
  const strings = name.record.match(/.{1,255}/g) ?? [];
  return `${placeOf(name)}. IN TXT ( ${strings.map((each) => `"${each}"`).join(' ')} )`;
}
