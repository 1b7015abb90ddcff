import type { WireMessage } from '../wire-message.ts';
import type { Attempt } from './attempt.ts';
import { codeOf, hintOf, type Reply } from './reply.ts';

/** A message that waits for a connection. */
export interface Job {
  readonly message: WireMessage;
  /** Asked for the last time right before the message is written. */
  mayLeave(): boolean;
  done(attempt: Attempt): void;
}

/** A job in conversation. */
export interface Transaction {
  readonly job: Job;
  /** The first reply that said no. */
  refusal?: Attempt;
  /** The final dot may have got there. */
  isFinished: boolean;
}

export const isYes = ({ code }: Reply): boolean => code < 400;

export const refusalOf = (reply: Reply, about: 'recipient' | 'message'): Attempt => {
  const hint = hintOf(reply.text);
  return { kind: 'refused', permanent: reply.code >= 500, code: codeOf(reply), aboutRecipient: about === 'recipient', ...(hint === undefined ? {} : { hint }) };
};

const NOT_ASCII = /[^\x20-\x7e]/;
const UNSAFE = /[\s<>\p{Cc}]/u;

/** The relay does not offer SMTPUTF8 (RFC 6531), and the address needs it; another relay may. */
export const NO_SMTPUTF8 = 'no_smtputf8';

/** The commands of an envelope, or why the relay cannot be told of such an address. */
export function envelopeOf({ from, to }: WireMessage, extensions: ReadonlySet<string>): readonly [string, string] | 'invalid_address' | typeof NO_SMTPUTF8 {
  if (UNSAFE.test(from) || UNSAFE.test(to) || to === '') return 'invalid_address';
  const isInternational = NOT_ASCII.test(from) || NOT_ASCII.test(to);
  if (isInternational && !extensions.has('SMTPUTF8')) return NO_SMTPUTF8;
  return [`MAIL FROM:<${from}>${isInternational ? ' SMTPUTF8' : ''}\r\n`, `RCPT TO:<${to}>\r\n`];
}
