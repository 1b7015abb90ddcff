import { createHmac } from 'node:crypto';

/** The key of links: a setting of its own, or derived from the secret that all services share. */
export const linkSecretOf = ({ LINK_SECRET, WIDECAST_INTERNAL_SECRET }: { readonly LINK_SECRET?: string | undefined; readonly WIDECAST_INTERNAL_SECRET: string }): string =>
  LINK_SECRET ?? createHmac('sha256', WIDECAST_INTERNAL_SECRET).update('widecast links').digest('hex');
