import { withoutTag } from '../contacts/address.ts';

/** Message-ID of an answer: says which ticket it belongs to. */
export function messageIdOf(replyId: string, token: string, address: string): string {
  return `<t.${replyId}.${token}@${domainOf(address)}>`;
}

/** Where an answer to an answer goes: support+<token>@… */
export function replyAddressOf(token: string, address: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, at)}+${token}${address.slice(at)}`;
}

const OWN_ID = /^<t\.[0-9a-f-]{36}\.([0-9a-z]{41})@([^@>]+)>$/i;

/** Whether an answer of ours has this Message-ID. */
export const isOwnId = (id: string): boolean => OWN_ID.test(id);

/** The tokens that a mail carries, the most telling first: the address it went to, then what it answers. */
export function tokensIn(recipients: readonly string[], messageIds: readonly string[], ownAddresses: readonly string[]): string[] {
  const tags = recipients.map(withoutTag).flatMap(({ address, tag }) => (tag && ownAddresses.includes(address) ? [tag] : []));
  const ids = messageIds.flatMap((id) => OWN_ID.exec(id)?.[1] ?? []);
  return [...new Set([...tags, ...ids].map((token) => token.toLowerCase()))];
}

export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}
