import type { ResponsesObserved } from '@widecast/contracts';

export type Response = ResponsesObserved['responses'][number];
export type ResponseClass = Response['by'];

/** How a link was followed or an image loaded. */
export interface Visit {
  readonly kind: Response['kind'];
  readonly method: string;
  readonly userAgent: string;
  /** What browsers say of pages that nobody has asked for yet: `Sec-Purpose`, `Purpose`, `X-Moz`. */
  readonly purpose: string;
  /** ms since the message was made. */
  readonly age: number;
}

/** Nobody reads and clicks so soon, in ms; filters of companies look at every link at once. */
const TOO_SOON: Readonly<Record<Response['kind'], number>> = { clicked: 5000, opened: 1000 };

/** Those that say what they are: filters of mail, previews of messengers, programs. */
const PROGRAM =
  /bot\b|crawl|spider|scan|preview|prefetch|headless|phantom|proofpoint|mimecast|barracuda|safelinks|symantec|trend ?micro|fortinet|sophos|cloudmark|virus|curl\/|wget\/|python|java\/|okhttp|go-http-client|libwww|axios|node-fetch|undici|facebookexternalhit|whatsapp|telegram|slack|skypeuri|discord/i;
/** Proxies that load an image when a person opens the message. */
const READING_PROXY = /GoogleImageProxy|YahooMailProxy/;
/** What Gmail loads ahead of any reader calls itself an Edge of 2015. */
const GMAIL_AHEAD = /Chrome\/42\.0\.2311\.135 .*Edge\/12\.246/;
/** Apple's Mail Privacy Protection loads every image, read or not, and calls itself nothing more than this. */
const APPLE_AHEAD = /^Mozilla\/5\.0$/;
const READER = /(?:Chrome|Firefox|Safari|Edge?|OPR|Opera|Trident|YaBrowser|AppleWebKit|Gecko)\/|MSIE |Thunderbird|Outlook|Microsoft Office|Mail\.Ru|MailRu/i;

/** A guess by what such a visit tells of itself. */
export function classOf({ kind, method, userAgent, purpose, age }: Visit): ResponseClass {
  if (method !== 'GET' || /prefetch|preview|prerender/i.test(purpose)) return 'machine';
  if (APPLE_AHEAD.test(userAgent) || GMAIL_AHEAD.test(userAgent)) return 'machine';
  if (kind === 'opened' && READING_PROXY.test(userAgent)) return 'person';
  if (PROGRAM.test(userAgent)) return 'machine';
  if (age >= 0 && age < TOO_SOON[kind]) return 'machine';
  return READER.test(userAgent) ? 'person' : 'unknown';
}

const messageOf = ({ contactId, source: { id } }: Response): string => `${contactId} ${id}`;

/** Whoever follows several links of a message within a moment is no person, whatever he says he is. `responses`: of one moment. */
export function withBursts(responses: readonly Response[]): Response[] {
  const links = new Map<string, Set<string>>();
  for (const response of responses) {
    if (response.destination === null) continue;
    const known = links.get(messageOf(response)) ?? new Set();
    links.set(messageOf(response), known.add(response.destination));
  }
  const isBurst = (response: Response): boolean => response.kind === 'clicked' && (links.get(messageOf(response))?.size ?? 0) > 1;
  return responses.map((response) => (isBurst(response) ? { ...response, by: 'machine' } : response));
}
