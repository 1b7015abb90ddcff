import { hasControl, mailboxOf } from '@widecast/mail';
import type { Brand } from '../brands/brand.entity.ts';

export interface Sender {
  readonly name: string;
  readonly address: string;
}

const NAMED = /^([^<>]*)<([^<>]+)>$/;

/** `Support <support@example.com>`, or the address alone; undefined where mail cannot be from it everywhere. */
export function senderIn(text: string): Sender | undefined {
  const [, name = '', address = text] = NAMED.exec(text.trim()) ?? [];
  const mailbox = mailboxOf(address.trim());
  if (!mailbox || mailbox.needsUtf8 || hasControl(text)) return undefined;
  return { name: name.trim().replace(/^"(.*)"$/, '$1').replaceAll(/\\(.)/g, '$1'), address: mailbox.address };
}

/** Who answers tickets: the setting, else the first brand, else nobody in particular. */
export function senderOf(setting: Sender | undefined, brand: Pick<Brand, 'fromName' | 'fromAddress'> | null): Sender {
  if (setting !== undefined) return setting;
  if (brand) return { name: brand.fromName, address: brand.fromAddress };
  return { name: 'Support', address: 'support@widecast.localhost' };
}
