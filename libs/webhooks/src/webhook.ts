import { post, type Posted } from './post.ts';
import type { Reach } from './reach.ts';
import { signatureHeaders } from './signature.ts';

/** Whom to call, and how. */
export interface Webhook {
  readonly url: string;
  readonly secret: string;
  /** For the whole exchange, in ms. */
  readonly timeout: number;
  readonly reach: Reach;
}

export interface WebhookMessage {
  /** The same for every attempt: who has seen it drops the second. */
  readonly id: string;
  /** JSON. */
  readonly body: Buffer;
}

/** What an attempt means: it is over; it is to be tried again, not before a pause that the other side asked for (ms); or it never will be taken. */
export type WebhookOutcome =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'later'; readonly why: string; readonly pause: number }
  | { readonly kind: 'refused'; readonly why: string };

/** Answers that mean: later. */
const LATER: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);
const [FIRST_PAUSE, LONGEST_PAUSE] = [1000, 3_600_000];
const always = (): boolean => true;

/** One signed attempt; never throws. `mayLeave` is asked right before anything is written. */
export function callWebhook({ url, secret, timeout, reach }: Webhook, { id, body }: WebhookMessage, mayLeave: () => boolean = always): Promise<Posted> {
  const signed = signatureHeaders({ id, timestamp: Math.floor(Date.now() / 1000), body }, secret);
  return post({ url: new URL(url), headers: { 'content-type': 'application/json', 'user-agent': 'widecast', ...signed }, body, timeout, reach }, mayLeave);
}

/** For messages that may come twice: what broke on the way is tried again, under the same id. */
export function outcomeOf(posted: Posted): WebhookOutcome {
  if (posted.kind === 'stopped') return { kind: 'later', why: 'stopped', pause: 0 };
  if (posted.kind !== 'answered') return { kind: 'later', why: posted.why, pause: 0 };
  const { status, retryAfter } = posted;
  if (status >= 200 && status < 300) return { kind: 'accepted' };
  return isLater(status) ? { kind: 'later', why: `HTTP ${status}`, pause: pauseAskedFor(retryAfter) } : { kind: 'refused', why: `HTTP ${status}` };
}

export const isLater = (status: number): boolean => LATER.has(status);

/** Retry-After in ms (RFC 9110, section 10.2.3), seconds or a date; 0 where it says nothing. */
export function pauseAskedFor(retryAfter: string | undefined, now = Date.now()): number {
  if (retryAfter === undefined) return 0;
  const ms = /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - now;
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), LONGEST_PAUSE) : 0;
}

/** How long to wait after so many failures in a row, in ms: doubled each time up to an hour, and spread by `chance` (0 to 1) over its upper half. */
export function pauseAfter(failures: number, asked: number, chance: number): number {
  const longest = Math.min(FIRST_PAUSE * 2 ** Math.max(failures - 1, 0), LONGEST_PAUSE);
  return Math.max(asked, Math.round(longest * (0.5 + chance / 2)));
}
