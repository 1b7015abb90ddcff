import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '@widecast/database';
import type { IncomingMail } from '../mail/incoming-mail.ts';
import { ownText } from '../mail/reply-text.ts';
import { Threads } from '../threading/threads.ts';
import type { Writing } from '../tickets/tickets.service.ts';
import { wantsNoAnswer, type AutomaticReason } from './automatic-mail.ts';
import { fingerprintOf } from './fingerprint.ts';
import { ReceivedMails, type Filed } from './received-mails.ts';
import { TicketIntake } from './ticket-intake.ts';

export interface ReadMail {
  readonly mail: IncomingMail;
  readonly raw: Buffer;
  readonly recipients: readonly string[];
  readonly automatic: AutomaticReason | null;
}

/** Puts a mail where it belongs, in one transaction. */
@Injectable()
export class MailFiling {
  constructor(
    private readonly database: Database,
    private readonly received: ReceivedMails,
    private readonly threads: Threads,
    private readonly intake: TicketIntake,
  ) {}

  file(read: ReadMail): Promise<Filed | 'duplicate'> {
    const fingerprint = fingerprintOf(read.mail);
    return this.database.transaction(async (tx) => {
      if (!(await this.received.isNew(tx, fingerprint))) return 'duplicate';
      const filed = await this.place(tx, read);
      await this.received.note(tx, fingerprint, filed);
      return filed;
    });
  }

  /** Keeps what cannot be placed, for a person to look at. */
  quarantine(fingerprint: Buffer, raw: Buffer, reason: string): Promise<Filed | 'duplicate'> {
    return this.received.quarantine(fingerprint, raw, reason);
  }

  private async place(tx: Transaction, { mail, raw, recipients, automatic }: ReadMail): Promise<Filed> {
    const ticketId = await this.threads.find(tx, mail, recipients);
    if (ticketId !== undefined) {
      await this.intake.append(tx, ticketId, writingOf(mail, raw, automatic));
      return { outcome: 'appended', reason: automatic, ticketId };
    }
    if (automatic !== null || mail.from === null) return { outcome: 'ignored', reason: automatic };
    const ticket = await this.intake.open(tx, {
      email: mail.from, name: mail.fromName, subject: mail.subject, channel: 'mail', writing: writingOf(mail, raw, null), silent: wantsNoAnswer(mail),
    });
    return { outcome: 'opened', ticketId: ticket.id };
  }
}

function writingOf({ messageId, references, text, attachments }: IncomingMail, raw: Buffer, automatic: AutomaticReason | null): Writing {
  return { messageId, references, attachments, raw, automatic: automatic !== null, fullText: text, text: ownText(text) };
}
