/** A message as a receiver takes it apart; enough for tests. */
export interface Mail {
  readonly headers: Readonly<Record<string, string>>;
  /** How often each header is there. */
  readonly counts: Readonly<Record<string, number>>;
  readonly html: string;
  readonly text: string;
  readonly longestLine: number;
}

export function parseMail(raw: Buffer): Mail {
  const whole = raw.toString('latin1');
  const { headers, counts, body } = split(whole);
  const boundary = /boundary="([^"]+)"/.exec(headers['content-type'] ?? '')?.[1];
  const parts = boundary === undefined ? [{ headers, body }] : body.split(`--${boundary}`).slice(1, -1).map((part) => split(part.replace(/^\r\n/, '')));
  const partOf = (type: string): string => {
    const part = parts.find((each) => each.headers['content-type']?.startsWith(type));
    return part ? decode(part.body, part.headers['content-transfer-encoding'] ?? '') : '';
  };
  return { headers, counts, html: partOf('text/html'), text: partOf('text/plain'), longestLine: Math.max(...whole.split('\r\n').map(({ length }) => length)) };
}

function split(part: string): { headers: Record<string, string>; counts: Record<string, number>; body: string } {
  const end = part.indexOf('\r\n\r\n');
  const headers: Record<string, string> = {};
  const counts: Record<string, number> = {};
  for (const line of part.slice(0, end).split(/\r\n(?![ \t])/)) {
    const name = line.slice(0, line.indexOf(':')).toLowerCase();
    headers[name] = line.slice(line.indexOf(':') + 1).replaceAll('\r\n', '').trim();
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return { headers, counts, body: part.slice(end + 4) };
}

function decode(body: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  if (encoding !== 'quoted-printable') return Buffer.from(body, 'latin1').toString('utf8');
  const bytes = body.replaceAll('=\r\n', '').replace(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
