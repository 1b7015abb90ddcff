import type { DispatchConfig } from '../config.ts';
import { finding, type Finding } from './finding.ts';

/** Everybody must be able to unsubscribe from where he reads his mail. */
export function linkFinding({ PUBLIC_URL, SMTP_URL }: Pick<DispatchConfig, 'PUBLIC_URL' | 'SMTP_URL'>): Finding {
  const { hostname, protocol } = new URL(PUBLIC_URL);
  if (/^(?:localhost|127\.|\[::1\]|10\.|192\.168\.)/.test(hostname)) {
    const severity = SMTP_URL === undefined ? 'warning' : 'error';
    return finding(severity, 'unsubscribe', 'links', `unsubscribe links lead to ${hostname}, which nobody else can reach; set PUBLIC_URL to the address of this installation`);
  }
  if (protocol !== 'https:') return finding('error', 'unsubscribe', 'links', 'one-click unsubscribe needs https (RFC 8058); set PUBLIC_URL to an https address');
  return finding('ok', 'unsubscribe', 'links', 'every promotion gets the footer of its brand, an unsubscribe link and one-click unsubscribe');
}
