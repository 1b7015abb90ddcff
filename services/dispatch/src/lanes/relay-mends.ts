import type { Unusable } from '@widecast/mail';

const MENDS: Readonly<Record<Unusable, string>> = {
  unreachable: 'Check host and port in SMTP_URL, and that this machine may connect to them (firewall, name servers).',
  tls: 'The relay must speak TLS as SMTP_URL says (smtps:// from the start, ?tls=required by STARTTLS) with a certificate for its name that this machine trusts; name the authority of your own in NODE_EXTRA_CA_CERTS, or correct SMTP_URL.',
  login: 'Set the user and the password that the relay expects in SMTP_URL (special characters percent-encoded) and restart dispatch.',
  refuses_mail: 'Ask who runs the relay why it takes no mail from here now: the limit of an account, a full disk, a login that is missing in SMTP_URL.',
  breaks_off: 'Ask who runs the relay why it closes connections: a limit of connections (SMTP_CONNECTIONS), a block, a restart.',
  not_smtp: 'Check that the host and port in SMTP_URL are those of an SMTP server (587 with STARTTLS, 465 for smtps://).',
};

/** How to mend a fault of a relay. */
export const mendOf = (reason: Unusable): string => MENDS[reason];
