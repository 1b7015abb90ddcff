import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';

/** They speak of one connection, not of the message (RFC 9110 §7.6.1). */
const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade']);

/** The key stays here, and nobody outside says who he is or where he comes from. */
const KEPT_HERE = new Set(['host', 'expect', 'authorization', 'x-api-key', 'cookie', 'forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto']);

const isOurs = (name: string): boolean => name.startsWith('x-widecast-');

function withoutHop(headers: IncomingHttpHeaders): [string, string | string[]][] {
  const named = new Set((headers.connection ?? '').toLowerCase().split(',').map((name) => name.trim()));
  return Object.entries(headers).filter(
    (entry): entry is [string, string | string[]] => entry[1] !== undefined && !HOP_BY_HOP.has(entry[0]) && !named.has(entry[0]),
  );
}

/** What a service gets to see of a request. */
export function headersOnward(headers: IncomingHttpHeaders, added: Readonly<Record<string, string>>): OutgoingHttpHeaders {
  const kept = withoutHop(headers).filter(([name]) => !KEPT_HERE.has(name) && !isOurs(name));
  return { ...Object.fromEntries(kept), ...added };
}

/** What a client gets to see of an answer. */
export function headersBack(headers: IncomingHttpHeaders): OutgoingHttpHeaders {
  return Object.fromEntries(withoutHop(headers).filter(([name]) => name !== 'x-powered-by' && !isOurs(name)));
}

/** Nothing inside may believe a header of ours that came from outside. */
export function dropOurs(headers: IncomingHttpHeaders): void {
  for (const name of Object.keys(headers).filter(isOurs)) delete headers[name];
}

/** The key as it was sent: `Authorization: Bearer …`, else `X-Api-Key`. */
export function secretIn({ authorization, 'x-api-key': plain }: IncomingHttpHeaders): string | undefined {
  const bearer = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
  return bearer ?? (typeof plain === 'string' && plain !== '' ? plain : undefined);
}

export function hasBody({ 'content-length': length, 'transfer-encoding': coding }: IncomingHttpHeaders): boolean {
  return coding !== undefined || (length !== undefined && length !== '0');
}
