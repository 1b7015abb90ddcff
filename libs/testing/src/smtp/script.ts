/** The points of a conversation a script can act on; `message` is after the final dot. */
export type SmtpStage = 'connect' | 'ehlo' | 'starttls' | 'auth' | 'mail' | 'rcpt' | 'data' | 'message';

/** What the sink knows when it is about to answer. */
export interface SmtpMoment {
  readonly stage: SmtpStage;
  /** 1 for the first connection the sink ever took. */
  readonly connection: number;
  /** The address of MAIL, empty before and for the null sender. */
  readonly from: string;
  /** The address of RCPT, at that stage only. */
  readonly recipient: string;
  /** Those accepted so far for this message. */
  readonly to: readonly string[];
  /** The message, at the stage `message` only. */
  readonly raw: Buffer;
}

/** A deviation from plain acceptance. */
export interface SmtpReaction {
  /** An answer such as "451 4.3.0 try later". With `close` it is sent first; without one nothing is sent. */
  readonly reply?: string;
  /** Milliseconds before the answer, or before the closing; or what is to come to its end before. */
  readonly delay?: number | Promise<void>;
  readonly close?: boolean;
  /** Whether the message is recorded, at the stage `message`; by default where the answer is 2xx and is sent. */
  readonly store?: boolean;
}

/** Decides each answer; undefined accepts. Called synchronously, once for each stage reached. */
export type SmtpScript = (moment: SmtpMoment) => SmtpReaction | undefined;

export const acceptAll: SmtpScript = () => undefined;

/** Reacts the same way each time one stage is reached. */
export function reactAt(stage: SmtpStage, reaction: SmtpReaction): SmtpScript {
  return (moment) => (moment.stage === stage ? reaction : undefined);
}

/** Reacts to RCPT by address. */
export function reactToRecipient(choose: (address: string) => SmtpReaction | undefined): SmtpScript {
  return (moment) => (moment.stage === 'rcpt' ? choose(moment.recipient) : undefined);
}
