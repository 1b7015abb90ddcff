import { nameOf, tryRelay, type Relay } from '@widecast/mail';
import { mendOf } from '../lanes/relay-mends.ts';
import { finding, type Finding } from './finding.ts';

/** How long a relay may take to let us in, in ms. */
const PATIENCE = 5000;

/** Whether each relay lets us in: it is spoken to, and nothing is sent. */
export async function relayFindings(relays: readonly Relay[] | undefined): Promise<Finding[]> {
  if (relays === undefined) return [finding('warning', 'relay', 'relay', 'there is no relay, so nothing leaves the machine: the built-in mailbox keeps it; set SMTP_URL')];
  const tried = await Promise.all(relays.map(async (relay) => ({ name: nameOf(relay), unusable: await tryRelay(relay, PATIENCE) })));
  const severity = tried.every(({ unusable }) => unusable !== undefined) ? 'error' : 'warning';
  return tried.map(({ name, unusable }) =>
    unusable ? finding(severity, 'relay', name, `the relay cannot be used (${unusable.reason}): ${unusable.said}. ${mendOf(unusable.reason)}`) : finding('ok', 'relay', name, 'the relay lets us in'));
}
