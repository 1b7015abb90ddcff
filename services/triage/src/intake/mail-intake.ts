import { Injectable, Logger } from '@nestjs/common';
import { counter } from '@widecast/service-kit';
import type { Delivery, IncomingMail } from '../mail/incoming-mail.ts';
import { Company } from '../batching/company.ts';
import { UnreadableMail } from '../mail/parsing-thread.ts';
import { MailReading } from '../mail/mail-reading.ts';
import { MailFiling } from './mail-filing.ts';
import type { Filed } from './received-mails.ts';
import { isTransient } from './transient.ts';

const mails = counter({ name: 'widecast_triage_mails_total', help: 'Mails that came in, by what became of them.', labels: ['service', 'outcome', 'reason'] });

/** While mails are at work, others wait so long for company: it is cheaper to read and file several. */
const TOGETHER_MS = 5;

/** Takes one mail in: afterwards it is a ticket, part of one, ignored for a reason, or in quarantine; all of it committed. */
@Injectable()
export class MailIntake {
  private readonly logger = new Logger('mail intake');
  private readonly company = new Company(TOGETHER_MS);

  constructor(
    private readonly reading: MailReading,
    private readonly filing: MailFiling,
  ) {}

  /** Throws only where the cause will pass: then nothing has happened, and the sender should try again. */
  async take(delivery: Delivery): Promise<Filed | 'duplicate'> {
    return this.noted(delivery, await this.company.with(() => this.place(delivery)));
  }

  /** Straight into the quarantine, for a reason that can be seen without reading it. */
  async putAside(delivery: Delivery, reason: string): Promise<Filed | 'duplicate'> {
    return this.noted(delivery, await this.filing.quarantine(delivery, reason));
  }

  private noted(delivery: Delivery, filed: Filed | 'duplicate'): Filed | 'duplicate' {
    const { outcome, reason } = filed === 'duplicate' ? { outcome: filed, reason: null } : filed;
    mails.inc({ service: 'triage', outcome, reason: outcome === 'quarantined' ? '' : (reason ?? '') });
    // What became of a ticket can be seen there; a line for each would say nothing more.
    this.logger[outcome === 'opened' || outcome === 'appended' ? 'debug' : 'log']({ msg: 'a mail came in', outcome, reason, bytes: delivery.raw.length });
    return filed;
  }

  private async place(delivery: Delivery): Promise<Filed | 'duplicate'> {
    try {
      const read = await this.reading.read(delivery);
      const defect = read.automatic === null ? defectOf(read.mail) : null;
      return await (defect ? this.filing.quarantine(delivery, defect) : this.filing.file(read));
    } catch (error) {
      if (isTransient(error)) throw error;
      const reason = error instanceof UnreadableMail ? error.reason : 'it could not be filed';
      if (!(error instanceof UnreadableMail)) this.logger.error({ msg: 'a mail could not be filed', error, stack: error instanceof Error ? error.stack : undefined });
      return await this.filing.quarantine(delivery, reason);
    }
  }
}

/** Why a mail that could be read is nevertheless no ticket. */
function defectOf({ from, subject, text, attachments }: IncomingMail): string | null {
  if (from === null) return 'it has no usable From';
  return subject || text.trim() || attachments.length > 0 ? null : 'it has neither a subject nor a text';
}
