import { nameOf, relayOf, type Relay } from '@widecast/mail';
import { serviceConfig } from '@widecast/service-kit';
import { z } from 'zod';
import { senderIn, type Sender } from './messages/sender-address.ts';

const count = (fallback: number, most: number): z.ZodDefault<z.ZodCoercedNumber> => z.coerce.number().int().min(1).max(most).default(fallback);

const commaSeparated = z.string().default('').transform((text) => text.split(',').map((part) => part.trim()).filter((part) => part !== ''));

const RELAY = /^smtps?:\/\/[^/\s,]+$/;

/** Undefined where one is none, or there is none. */
function parsed(urls: readonly string[]): Relay[] | undefined {
  try {
    return urls.length > 0 && urls.every((url) => RELAY.test(url)) ? urls.map(relayOf) : undefined;
  } catch {
    return undefined;
  }
}

/** `smtp://user:password@host:587?tls=required`, or several of them, with spaces or commas between, each with its `weight`. */
function relaysIn(text: string, context: z.RefinementCtx): Relay[] {
  const relays = parsed(text.split(/[\s,]+/).filter((url) => url !== ''));
  const names = (relays ?? []).map(nameOf);
  const twice = names.find((name, at) => names.indexOf(name) < at);
  if (relays && twice === undefined) return relays;
  context.addIssue({
    code: 'custom',
    message: twice !== undefined ? `has the relay ${twice} twice, and one of them would get nothing; give it once, with its weight` : 'must be like smtp://user:password@host:587, or smtps:// for TLS from the start; ?tls=required refuses to go without (optional goes without where it is not offered), several relays are divided by commas and may have a weight (?weight=2)',
  });
  return z.NEVER;
}

/** `Support <support@example.com>`, or the address alone. */
function senderText(text: string, context: z.RefinementCtx): Sender {
  const sender = senderIn(text);
  if (sender) return sender;
  context.addIssue({ code: 'custom', message: 'must be an address, like support@example.com or Support <support@example.com>, in ASCII before the @' });
  return z.NEVER;
}

export const dispatchConfig = serviceConfig.extend({
  /** Where people reach this installation; the base of the links in mail. */
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).default('http://127.0.0.1:8080').transform((url) => url.replace(/\/+$/, '')),
  /** The relay, or several with weights. Without one no mail leaves the machine: the built-in mailbox keeps it. */
  SMTP_URL: z.string().transform(relaysIn).optional(),
  /** Connections to each relay. */
  SMTP_CONNECTIONS: count(10, 200),
  /** A relay that says nothing for so long is taken for gone, in ms. */
  SMTP_TIMEOUT_MS: count(60_000, 600_000),
  /** How long the lane rests after the relay was unreachable, in ms; doubles up to a minute. */
  SMTP_REST_MS: count(1000, 60_000),
  /** Conversations about one message, at most, before it has failed. */
  SMTP_ATTEMPTS: count(12, 20),
  /** The pause after the first temporary refusal, in ms; the next are 5, 15 and 30 times as long, then each twice as long, up to four hours. */
  SMTP_RETRY_MS: count(60_000, 3_600_000),
  LINK_SECRET: z.string().min(32, 'must have at least 32 characters; `openssl rand -hex 32` makes one').optional(),
  /** Secrets that signed links before; parted by commas. Links in mail that is out there must stay good. */
  LINK_SECRETS_OLD: commaSeparated,
  /** Keys that sign mail, like `example.com:selector:/path/to/key.pem`, parted by commas; without one of its sender a message leaves unsigned. */
  DKIM_KEYS: z.string().default(''),
  /** Seals the DKIM keys of the API in the database; derived from the secret that all services share where absent. */
  DKIM_SECRET: z.string().min(32, 'must have at least 32 characters; `openssl rand -hex 32` makes one').optional(),
  /** Secrets that sealed them before, parted by commas. */
  DKIM_SECRETS_OLD: commaSeparated,
  /** How often it is looked whether DKIM keys are in DNS, in ms. */
  DKIM_LOOK_MS: count(60_000, 3_600_000),
  /** Who answers tickets, like `Support <support@example.com>`; the first brand where absent. */
  TICKETS_FROM: z.string().max(300).transform(senderText).optional(),
  /** Deliveries that one worker claims at a time. */
  CLAIM_ROWS: count(2000, 5000),
  /** How long a claim is valid without being renewed, in ms; who sends renews it. */
  LEASE_MS: count(60_000, 3_600_000),
  /** How often campaigns are looked at for their end, and claims for their expiry, in ms. */
  UPKEEP_MS: count(500, 60_000),
  /** A campaign of whose frozen audience nothing has come for so long, in ms, is paused: there is a gap. */
  CHUNK_WAIT_MS: count(600_000, 86_400_000),
  /** A promotion that was held for longer than so many hours is not sent any more. */
  HELD_HOURS: z.coerce.number().positive().max(8760).default(72),
  /** Messages that are on their way to one channel at a time, in one process. */
  WEBHOOK_CONNECTIONS: count(10, 200),
  /** A channel that has not answered after so long is in doubt, in ms. */
  WEBHOOK_TIMEOUT_MS: count(15_000, 120_000),
  /** `private` lets channels be http and of private networks: for development only. */
  WEBHOOK_REACH: z.enum(['public', 'private']).default('public'),
  /** Name servers for the look before a launch, like 9.9.9.9 or 127.0.0.1:5353; the machine's own where absent. */
  DNS_SERVERS: commaSeparated,
  /** `on` looks up the mail exchangers of domains that no provider is known for, where a throttle or a slow lane could concern them. */
  PROVIDER_MX: z.enum(['on', 'off']).default('off'),
  /** `off` does not slow down lanes whose receivers ask for it (421, 4.7.x). */
  LANE_ADAPTATION: z.enum(['on', 'off']).default('on'),
  /** A slow lane becomes a step faster whenever nobody has complained for so long, in ms. */
  LANE_RECOVERY_MS: count(10_000, 3_600_000),
  /** Ledgers of campaigns that are over for so many days are compacted. */
  LEDGER_KEEP_DAYS: z.coerce.number().min(0).max(3650).default(30),
  /** Single messages are forgotten after so many days, and their keys may be used again. */
  MESSAGES_KEEP_DAYS: z.coerce.number().min(1).max(36_500).default(365),
  /** How often it is looked for ledgers to compact, in ms. */
  COMPACTION_MS: count(10_000, 3_600_000),
  /** Messages that the built-in mailbox keeps. */
  MAILBOX_KEEP: count(10_000, 1_000_000),
});

export type DispatchConfig = z.infer<typeof dispatchConfig>;
