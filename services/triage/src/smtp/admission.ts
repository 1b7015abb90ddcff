import type { SMTPServerAddress, SMTPServerSession } from 'smtp-server';
import type { TriageConfig } from '../config.ts';
import { isAmong, normalAddress, withoutTag } from '../contacts/address.ts';
import { RateLimit } from '../intake/rate-limit.ts';
import { SmtpRefusal } from './smtp-data.ts';

/** Who may bring mail for whom, and how much of it. */
export class Admission {
  private readonly senders: RateLimit;

  constructor(private readonly config: TriageConfig) {
    this.senders = new RateLimit(config.TICKETS_SENDER_MAILS);
  }

  /** Who has no address is counted by where he calls from. Named forms write for many. */
  refusalOfSender({ address }: SMTPServerAddress, { transaction, remoteAddress }: SMTPServerSession): SmtpRefusal | null {
    if (transaction > this.config.TICKETS_CONNECTION_MAILS) return new SmtpRefusal(421, '4.7.0 Enough mails over one connection, please open another');
    const known = normalAddress(address);
    if (known && isAmong(this.config.TICKETS_FORM_SENDERS, known)) return null;
    const wait = this.senders.take(known ?? `at ${remoteAddress}`);
    return wait === 0 ? null : new SmtpRefusal(450, `4.7.1 Too many mails from this sender, please try again in ${wait} s`);
  }

  refusalOfRecipient({ address }: SMTPServerAddress): SmtpRefusal | null {
    const known = normalAddress(address);
    if (known && this.config.TICKETS_ADDRESS.includes(withoutTag(known).address)) return null;
    return new SmtpRefusal(550, '5.1.1 Nobody is here under this address');
  }
}
