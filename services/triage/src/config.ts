import { serviceConfig } from '@widecast/service-kit';
import { z } from 'zod';
import { normalAddress } from './contacts/address.ts';

const anyAddresses = z.string().transform((text, context) => {
  const given = text.split(',').map((item) => item.trim()).filter(Boolean);
  const known = given.map(normalAddress).filter((address) => address !== undefined);
  if (known.length === given.length) return known;
  context.addIssue({ code: 'custom', message: 'must be one or several addresses, like support@example.com,help@example.com' });
  return z.NEVER;
});

const addresses = anyAddresses.refine((known) => known.length > 0, 'must be one or several addresses, like support@example.com,help@example.com');

export const triageConfig = serviceConfig.extend({
  /** Where tickets come in by SMTP; absent: they do not; 0: any free port. */
  TICKETS_SMTP_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  TICKETS_HOST: z.string().default('127.0.0.1'),
  /** The addresses of support, the first of them the one that answers. */
  TICKETS_ADDRESS: addresses.default(['support@widecast.localhost']),
  TICKETS_MAX_BYTES: z.coerce.number().int().min(10_000).max(100_000_000).default(10 * 1024 * 1024),
  /** SMTP connections at a time. */
  TICKETS_CONNECTIONS: z.coerce.number().int().min(1).max(1000).default(50),
  /** How long a connection may take to bring a mail, or the next one, in ms; a limit for who sends a byte a minute. */
  TICKETS_MAIL_MS: z.coerce.number().int().min(1000).max(3_600_000).default(300_000),
  /** Whether everybody may send POST /v1/ticket-form; questions an hour from one place and of one address; where a browser is led afterwards. */
  TICKETS_FORM: z.enum(['on', 'off']).default('on'),
  TICKETS_FORM_PER_HOUR: z.coerce.number().int().min(1).max(100_000).default(20),
  TICKETS_FORM_REDIRECT: z.url({ protocol: /^https?$/ }).optional(),
  /** Addresses that forms of pages write their mails from: who filled one in is in its Reply-To. */
  TICKETS_FORM_SENDERS: anyAddresses.default([]),
  /** How often it is looked whether bots are to be called, in ms. */
  BOT_CALLS_MS: z.coerce.number().int().min(20).max(60_000).default(500),
  /** A bot that has not answered after so long is called again later, in ms. */
  WEBHOOK_TIMEOUT_MS: z.coerce.number().int().min(100).max(120_000).default(15_000),
  /** `private` lets bots be http and of private networks: for development only. */
  WEBHOOK_REACH: z.enum(['public', 'private']).default('public'),
  /** `private` lets mailboxes be of private networks, and their passwords be sent without TLS. */
  TICKETS_IMAP_REACH: z.enum(['public', 'private']).default('public'),
  /** How often processes look which mailboxes they are to read, in ms. */
  TICKETS_IMAP_MS: z.coerce.number().int().min(50).max(10_000).default(5000),
  /** Files in PEM for STARTTLS; without them, a certificate of our own making. Read again every hour. */
  TICKETS_TLS_CERT: z.string().min(1).optional(),
  TICKETS_TLS_KEY: z.string().min(1).optional(),
  /** Mails that one sender may bring in an hour by SMTP; beyond that he is asked to come again later. */
  TICKETS_SENDER_MAILS: z.coerce.number().int().min(1).max(1_000_000).default(200),
  /** Tickets that one sender opens in an hour; what he writes beyond that goes to his newest one. */
  TICKETS_SENDER_TICKETS: z.coerce.number().int().min(1).max(10_000).default(20),
  /** Mails over one SMTP connection. */
  TICKETS_CONNECTION_MAILS: z.coerce.number().int().min(1).max(1_000_000).default(1000),
  /** A file of `widecast triage train`: intents are recognised by it, else by words alone. */
  TICKETS_INTENT_MODEL: z.string().min(1).optional(),
  /** A file of `widecast triage signals`: signals are told by it, else by the model that comes with Widecast. */
  TICKETS_SIGNAL_MODEL: z.string().min(1).optional(),
  /** From every 100 newly labelled tickets a model is trained; with "promote" it serves as soon as it is shown to be better. */
  TICKETS_LEARNING: z.enum(['off', 'shadow', 'promote']).default('shadow'),
  /** Whether customers are asked, under an answer, if it helped. */
  TICKETS_RATINGS: z.stringbool().default(true),
  /** What links in answers begin with: the gateway, as customers reach it. */
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).default('http://127.0.0.1:8080').transform((url) => url.replace(/\/+$/, '')),
  /** How long the parsing of one mail may take before it goes to the quarantine, in ms. */
  TICKETS_PARSE_MS: z.coerce.number().int().min(50).default(5000),
  /** An answer to a ticket that was closed longer ago opens a new one that follows it. */
  TICKETS_REOPEN_DAYS: z.coerce.number().min(0).max(3650).default(14),
  /** How long promotions are still held after the last complaint of a contact was closed. */
  TICKETS_COOLING_HOURS: z.coerce.number().min(0).max(24 * 90).default(24),
});

export type TriageConfig = z.infer<typeof triageConfig>;

/** The address that answers come from and go to. */
export const ownAddress = ({ TICKETS_ADDRESS: [first = ''] }: Pick<TriageConfig, 'TICKETS_ADDRESS'>): string => first;
