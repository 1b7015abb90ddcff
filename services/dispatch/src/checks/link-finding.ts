import { isIP } from 'node:net';
import { isPublicAddress } from '@widecast/webhooks';
import type { DispatchConfig } from '../config.ts';
import { finding, type Finding } from './finding.ts';

/** Everybody must be able to unsubscribe from where he reads his mail. */
export function linkFinding({ PUBLIC_URL, SMTP_URL }: Pick<DispatchConfig, 'PUBLIC_URL' | 'SMTP_URL'>): Finding {
  const { hostname, protocol } = new URL(PUBLIC_URL);
  if (isOfOneNetwork(hostname.replaceAll(/^\[|\]$/g, ''))) {
    const severity = SMTP_URL === undefined ? 'warning' : 'error';
    return finding(severity, 'unsubscribe', 'links', `unsubscribe links lead to ${hostname}, which nobody else can reach; set PUBLIC_URL to the address of this installation`);
  }
  if (protocol !== 'https:') return finding('error', 'unsubscribe', 'links', 'one-click unsubscribe needs https (RFC 8058); set PUBLIC_URL to an https address');
  return finding('ok', 'unsubscribe', 'links', 'every promotion gets the footer of its brand, an unsubscribe link and one-click unsubscribe');
}

/** Names that mean something within a network alone: without a dot, or of a domain that is kept for that (RFC 6761, RFC 6762, RFC 8375). */
function isOfOneNetwork(host: string): boolean {
  if (isIP(host) !== 0) return !isPublicAddress(host);
  return !host.includes('.') || /\.(?:localhost|local|internal|lan|home\.arpa|test|invalid)\.?$/.test(host);
}
