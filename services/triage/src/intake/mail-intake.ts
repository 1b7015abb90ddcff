import { Inject, Injectable, Logger } from '@nestjs/common';
import { isDatabaseUnavailable } from '@widecast/database';
import { CONFIG, counter } from '@widecast/service-kit';
import type { TriageConfig } from '../config.ts';
import type { Delivery, IncomingMail } from '../mail/incoming-mail.ts';
import { MailParser, UnreadableMail } from '../mail/mail-parser.ts';
import { readMail } from '../mail/read-mail.ts';
import { automaticReason } from './automatic-mail.ts';
import { fingerprintOfRaw } from './fingerprint.ts';
import { MailFiling } from './mail-filing.ts';
import type { Filed } from './received-mails.ts';

const mails = counter({ name: 'widecast_triage_mails_total', help: 'Mails that came in, by what became of them.', labels: ['service', 'outcome', 'reason'] });

/** Takes one mail in: afterwards it is a ticket, part of one, ignored for a reason, or in quarantine; all of it committed. */
@Injectable()
export class MailIntake {
  private readonly logger = new Logger('mail intake');

  constructor(
    private readonly parser: MailParser,
    private readonly filing: MailFiling,
    @Inject(CONFIG) private readonly config: TriageConfig,
  ) {}

  /** Throws only where the database does not answer: then nothing has happened, and the sender should try again. */
  async take(delivery: Delivery): Promise<Filed | 'duplicate'> {
    const filed = await this.place(delivery);
    const { outcome, reason } = filed === 'duplicate' ? { outcome: filed, reason: null } : filed;
    mails.inc({ service: 'triage', outcome, reason: outcome === 'quarantined' ? '' : (reason ?? '') });
    this.logger.log({ msg: 'a mail came in', outcome, reason, bytes: delivery.raw.length });
    return filed;
  }

  private async place(delivery: Delivery): Promise<Filed | 'duplicate'> {
    try {
      return await this.fileParsed(delivery, readMail(await this.parser.parse(delivery.raw)));
    } catch (error) {
      if (isDatabaseUnavailable(error)) throw error;
      const reason = error instanceof UnreadableMail ? error.reason : 'it could not be filed';
      if (!(error instanceof UnreadableMail)) this.logger.error({ msg: 'a mail could not be filed', error, stack: error instanceof Error ? error.stack : undefined });
      return await this.filing.quarantine(fingerprintOfRaw(delivery.raw), delivery.raw, reason);
    }
  }

  private fileParsed({ raw, sender, recipients }: Delivery, mail: IncomingMail): Promise<Filed | 'duplicate'> {
    const automatic = automaticReason(mail, sender, this.config.TICKETS_ADDRESS);
    const defect = automatic === null ? defectOf(mail) : null;
    if (defect) return this.filing.quarantine(fingerprintOfRaw(raw), raw, defect);
    return this.filing.file({ mail, raw, recipients, automatic });
  }
}

/** Why a mail that could be read is nevertheless no ticket. */
function defectOf({ from, subject, text, attachments }: IncomingMail): string | null {
  if (from === null) return 'it has no usable From';
  return subject || text.trim() || attachments.length > 0 ? null : 'it has neither a subject nor a text';
}
