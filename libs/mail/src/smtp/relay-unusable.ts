/**
 * Why nothing can leave by a relay now: no connection, no TLS as it was asked for, no login, no mail of anybody (MAIL), connections that
 * break off before anything was answered, or answers that are not SMTP.
 */
export type Unusable = 'unreachable' | 'tls' | 'login' | 'refuses_mail' | 'breaks_off' | 'not_smtp';

/** A relay that cannot be used now, with what it says; a wrong password does not get better by itself. */
export class RelayUnusable extends Error {
  constructor(readonly reason: Unusable, cause: Error) {
    super(`The relay cannot be used (${reason}): ${cause.message}`, { cause });
    this.name = RelayUnusable.name;
  }

  /** What the relay or the system said, in one line of at most 300 characters. */
  get said(): string {
    return (this.cause as Error).message.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim().slice(0, 300);
  }
}
