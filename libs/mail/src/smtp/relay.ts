/** Where a relay is and how to speak to it, read from a URL. */
export interface Relay {
  readonly host: string;
  readonly port: number;
  /** From the start, where the relay offers STARTTLS, or not without it. */
  readonly tls: 'implicit' | 'optional' | 'required';
  readonly user: string | undefined;
  readonly pass: string;
  /** Its share of the mail beside other relays. */
  readonly weight: number;
}

const KNOWN: ReadonlySet<string> = new Set(['tls', 'weight']);

/** Reads `smtp://user:password@host:587?tls=required&weight=2`; `smtps:` is TLS from the start. Throws where it is none. */
export function relayOf(url: string): Relay {
  const { protocol, hostname, port, username, password, searchParams } = new URL(url);
  const isSecure = protocol === 'smtps:';
  const weight = Number(searchParams.get('weight') ?? 1);
  // What is spelt wrongly would leave mail and password without TLS.
  const unknown = [...searchParams.keys()].find((name) => !KNOWN.has(name));
  if (unknown !== undefined) throw new Error(`relay ${hostname} has the unknown setting "${unknown}"`);
  const tls = searchParams.get('tls') ?? 'optional';
  if (tls !== 'required' && tls !== 'optional') throw new Error(`tls of relay ${hostname} must be required or optional, and is "${tls}"`);
  if (!(weight > 0 && weight <= 1000)) throw new Error(`the weight of relay ${hostname} must be above 0 and at most 1000`);
  return {
    host: hostname.replace(/^\[|\]$/g, '').toLowerCase(),
    port: port === '' ? (isSecure ? 465 : 587) : Number(port),
    tls: isSecure ? 'implicit' : tls,
    user: username === '' ? undefined : decodeURIComponent(username),
    pass: decodeURIComponent(password),
    weight,
  };
}

/** How a relay is called in logs, metrics and tables; says nothing of its password. */
export const nameOf = ({ host, port }: Relay): string => `${host}:${port}`;
