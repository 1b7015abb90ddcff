import type { Brand } from '../brands/brand.entity.ts';
import { oneLine } from '@widecast/mail';

export interface Sender {
  readonly name: string;
  readonly address: string;
}

const NAMED = /^([^<>]*)<([^<>\s]+@[^<>\s]+)>$/;

/** Who answers tickets: the setting, else the first brand, else nobody in particular. */
export function senderOf(setting: string | undefined, brand: Pick<Brand, 'fromName' | 'fromAddress'> | null): Sender {
  if (setting !== undefined) {
    const [, name = '', address = setting] = NAMED.exec(oneLine(setting)) ?? [];
    return { name: name.trim(), address: address.trim() };
  }
  if (brand) return { name: brand.fromName, address: brand.fromAddress };
  return { name: 'Support', address: 'support@widecast.localhost' };
}
