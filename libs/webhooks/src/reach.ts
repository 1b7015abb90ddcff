import { isIP } from 'node:net';
import { isPublicAddress } from './public-address.ts';

/** Which addresses may be called: of the public internet over https only, or (development and tests) any. */
export type Reach = 'public' | 'private';

/** What is wrong with the address of a webhook that a user gives, or undefined. Names are judged again whenever they are connected to. */
export function defectOfWebhook(url: string, reach: Reach): string | undefined {
  if (!URL.canParse(url)) return 'is not a URL';
  const { protocol, hostname, username, password } = new URL(url);
  if (username !== '' || password !== '') return 'has a user name or password in it; the signature says who is calling';
  if (protocol !== 'https:' && protocol !== 'http:') return 'must begin with https://';
  if (reach === 'private') return undefined;
  if (protocol !== 'https:') return 'must begin with https://';
  // A name with a dot at its end is the same name.
  const host = hostname.replaceAll(/^\[|\]$|\.$/g, '');
  const isClosed = host === 'localhost' || host.endsWith('.localhost') || (isIP(host) !== 0 && !isPublicAddress(host));
  return isClosed ? 'is not an address of the public internet' : undefined;
}
