import { createHmac } from 'node:crypto';
import { LinkSigner } from './link-signer.ts';

export interface LinkSecrets {
  readonly LINK_SECRET?: string | undefined;
  readonly LINK_SECRETS_OLD: readonly string[];
  readonly WIDECAST_INTERNAL_SECRET: string;
}

const derivedFrom = (secret: string): string => createHmac('sha256', secret).update('widecast links').digest('hex');

/**
 * Links are signed with a setting of its own, or what is derived from the secret that all services share. That stays good when the
 * setting comes; and where the shared secret changes, the old one may be given as an old one of links.
 */
export const linkSignerOf = ({ LINK_SECRET, LINK_SECRETS_OLD, WIDECAST_INTERNAL_SECRET }: LinkSecrets): LinkSigner => {
  const derived = derivedFrom(WIDECAST_INTERNAL_SECRET);
  return new LinkSigner(LINK_SECRET ?? derived, [...LINK_SECRETS_OLD, ...LINK_SECRETS_OLD.map(derivedFrom), ...(LINK_SECRET === undefined ? [] : [derived])]);
};
