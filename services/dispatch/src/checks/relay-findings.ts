import { nameOf, RelayUnusable, tryRelay, type Relay } from '@widecast/mail';
import { mendOf } from '../lanes/relay-mends.ts';
import { percent, type Reach } from './audience-findings.ts';
import { finding, type Finding } from './finding.ts';

/** How long a relay may take to let us in, in ms. */
const PATIENCE = 5000;

interface Tried {
  readonly name: string;
  /** What it offers, or why it cannot be used. */
  readonly found: ReadonlySet<string> | RelayUnusable;
}

/** Whether each relay lets us in, and whether one takes mail to all of the addresses: it is spoken to, and nothing is sent. */
export async function relayFindings(relays: readonly Relay[] | undefined, reach: Reach | undefined): Promise<Finding[]> {
  if (relays === undefined) return [finding('warning', 'relay', 'relay', 'there is no relay, so nothing leaves the machine: the built-in mailbox keeps it; set SMTP_URL')];
  const tried = await Promise.all(relays.map(async (relay): Promise<Tried> => ({ name: nameOf(relay), found: await tryRelay(relay, PATIENCE) })));
  return [...accessFindings(tried), ...scriptFindings(tried, reach)];
}

function accessFindings(tried: readonly Tried[]): Finding[] {
  const severity = tried.every(({ found }) => found instanceof RelayUnusable) ? 'error' : 'warning';
  return tried.map(({ name, found }) =>
    (found instanceof RelayUnusable ? finding(severity, 'relay', name, `the relay cannot be used (${found.reason}): ${found.said}. ${mendOf(found.reason)}`) : finding('ok', 'relay', name, 'the relay lets us in')));
}

/** Addresses in another script go by relays that know of them, or not at all. */
export function scriptFindings(tried: readonly Tried[], reach: Reach | undefined): Finding[] {
  const { audience, beyondAscii = 0 } = reach ?? { audience: 0 };
  if (beyondAscii === 0) return [];
  const told = (severity: Finding['severity'], message: string): Finding =>
    finding(severity, 'smtputf8', 'audience', `${beyondAscii} of ${audience} contacts (${percent(beyondAscii, audience)}) have an address beyond ASCII; ${message}`);
  const able = tried.filter(({ found }) => !(found instanceof RelayUnusable) && found.has('SMTPUTF8')).map(({ name }) => name);
  if (able.length > 0) return [told('ok', `their mail goes by ${able.join(', ')}`)];
  if (tried.some(({ found }) => found instanceof RelayUnusable)) return [told('unknown', 'whether a relay offers SMTPUTF8, without which their mail fails, is known when all of them can be used')];
  return [told(beyondAscii === audience ? 'error' : 'warning', 'no relay offers SMTPUTF8, so their mail fails (no_smtputf8); add a relay that does to SMTP_URL')];
}
