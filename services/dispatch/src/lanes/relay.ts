/** Where a relay is and how to speak to it, read from a URL. */
export interface Relay {
  readonly host: string;
  readonly port: number;
  /** TLS from the start; else STARTTLS where the relay offers it. */
  readonly secure: boolean;
  readonly user: string | undefined;
  readonly pass: string;
}

export function relayOf(url: string): Relay {
  const { protocol, hostname, port, username, password } = new URL(url);
  const secure = protocol === 'smtps:';
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    user: username === '' ? undefined : decodeURIComponent(username),
    pass: decodeURIComponent(password),
  };
}
