import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import type { Reach } from '@widecast/webhooks';
import { z } from 'zod';
import { addressOf } from './address.ts';
import { MailboxFault } from './mailbox-fault.ts';

/** What is needed to get access tokens for a mailbox whenever one is needed (RFC 6749 §6). */
export const oauth = z.strictObject({
  clientId: z.string().trim().min(1).max(500),
  clientSecret: z.string().min(1).max(2000).optional().describe('Left out where the client is a public one'),
  refreshToken: z.string().min(1).max(8000).describe('Got once, when somebody signs in to the mailbox and lets the client read it'),
  tokenUrl: z.url({ protocol: /^https?$/ }).describe('https, of the public internet, unless private addresses are allowed'),
  scope: z.string().min(1).max(1000).optional(),
});
export type OAuth = z.infer<typeof oauth>;

export interface Granted {
  readonly accessToken: string;
  /** When it must be got anew; ms. */
  readonly until: number;
  /** Where the service gives another one with each use, the next. */
  readonly refreshToken: string | undefined;
}

const grant = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive().optional(), refresh_token: z.string().min(1).optional() });
const refusal = z.object({ error: z.string(), error_description: z.string().optional() });

/** Tokens are got anew so long before they end, and where nobody says when they do, after this; ms. */
const [EARLY, USUAL, PATIENCE] = [120_000, 600_000, 20_000];
const MOST_READ = 64 * 1024;

/** Gets an access token. Throws {@link MailboxFault}, which says what to do; never with a secret in it. */
export async function grantOf({ clientId, clientSecret, refreshToken, tokenUrl, scope }: OAuth, reach: Reach): Promise<Granted> {
  const form = new URLSearchParams({ grant_type: 'refresh_token', client_id: clientId, refresh_token: refreshToken, ...(clientSecret && { client_secret: clientSecret }), ...(scope && { scope }) });
  const url = new URL(tokenUrl);
  const { status, text } = await posted(url, form.toString(), reach).catch((error: unknown) => {
    throw error instanceof MailboxFault ? error : new MailboxFault(`the token service ${url.host} does not answer`, error);
  });
  const told = grant.safeParse(parsed(text));
  if (status !== 200 || !told.success) throw new MailboxFault(refused(url.host, status, text));
  const { access_token: accessToken, expires_in: seconds, refresh_token: next } = told.data;
  return { accessToken, until: Date.now() + (seconds === undefined ? USUAL : Math.max(0, seconds * 1000 - EARLY)), refreshToken: next };
}

function refused(host: string, status: number, text: string): string {
  const told = refusal.safeParse(parsed(text));
  if (!told.success) return `the token service ${host} answers ${status} and no token; look at tokenUrl`;
  const { error, error_description: why } = told.data;
  const remedy = error === 'invalid_grant' ? '; sign in to the mailbox again, remove it here and add it with the new refreshToken' : '';
  return `the token service ${host} refuses: ${error.slice(0, 100)}${why ? ` (${why.slice(0, 200)})` : ''}${remedy}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Follows no redirect; the address that is judged is the one that is called. */
async function posted(url: URL, body: string, reach: Reach): Promise<{ status: number; text: string }> {
  if (reach === 'public' && url.protocol !== 'https:') throw new MailboxFault(`tokenUrl must be https, which ${url.protocol}//${url.host} is not`);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const options = {
    host: await addressOf(host, reach), servername: host, port: url.port || undefined, path: `${url.pathname}${url.search}`, method: 'POST', agent: false, signal: AbortSignal.timeout(PATIENCE), maxHeaderSize: 32_768,
    headers: { host: url.host, accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) },
  };
  return await new Promise((done, fail) => {
    const request = (url.protocol === 'https:' ? secureRequest : plainRequest)(options, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (piece: string) => {
        text += piece;
        if (text.length > MOST_READ) request.destroy(new Error('the answer is too long'));
      }).on('end', () => done({ status: answer.statusCode ?? 0, text })).on('error', fail);
    });
    request.on('error', fail).end(body);
  });
}
