import type { Reach } from '@widecast/webhooks';
import { MailboxFault } from './mailbox-fault.ts';
import type { Mailboxes } from './mailboxes.repository.ts';
import { grantOf, type Granted } from './oauth.ts';

/** What a server is shown. */
export type Key = { readonly pass: string } | { readonly accessToken: string };

/** Passwords and access tokens of mailboxes; tokens are kept, in memory alone, until shortly before they end. */
export class MailboxKeys {
  private readonly granted = new Map<string, Granted>();

  constructor(private readonly mailboxes: Mailboxes, private readonly reach: Reach) {}

  /** Throws {@link MailboxFault}. */
  async of(id: string): Promise<Key> {
    const secret = await this.mailboxes.secret(id);
    if (secret === undefined) throw new MailboxFault('its password or token cannot be opened with this WIDECAST_INTERNAL_SECRET; give it anew (PATCH /v1/tickets/mailboxes/{id})');
    if (secret.auth === 'password') return { pass: secret.password };
    const known = this.granted.get(id);
    if (known && known.until > Date.now()) return { accessToken: known.accessToken };
    const granted = await grantOf(secret.oauth, this.reach);
    // The one before may be good no more.
    if (granted.refreshToken !== undefined && granted.refreshToken !== secret.oauth.refreshToken) await this.mailboxes.renew(id, { ...secret.oauth, refreshToken: granted.refreshToken });
    this.granted.set(id, granted);
    return { accessToken: granted.accessToken };
  }

  /** The server did not take it: the next one is got anew. */
  forget(id: string): void {
    this.granted.delete(id);
  }
}
