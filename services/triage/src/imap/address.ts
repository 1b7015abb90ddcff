import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { isPublicAddress, type Reach } from '@widecast/webhooks';
import { MailboxFault } from './mailbox-fault.ts';

/** A name may lead elsewhere each time, so the address that is judged is the one that is called. */
export async function addressOf(host: string, reach: Reach): Promise<string> {
  const found = isIP(host) === 0 ? await lookup(host, { all: true }).catch((error: unknown) => { throw new MailboxFault(`the name ${host} is not known`, error); }) : [{ address: host }];
  if (reach === 'public' && !found.every(({ address }) => isPublicAddress(address))) throw new MailboxFault(`${host} is not of the public internet; TICKETS_IMAP_REACH=private allows it`);
  return found[0]?.address ?? host;
}
