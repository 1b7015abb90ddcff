import { Inject, Injectable } from '@nestjs/common';
import type { Transaction } from '@widecast/database';
import { CONFIG } from '@widecast/service-kit';
import type { TriageConfig } from '../config.ts';
import { isProof, wantsNoAnswer, type AutomaticReason } from '../mail/automatic-mail.ts';
import type { Delivery, IncomingMail } from '../mail/incoming-mail.ts';
import type { ReadMail } from '../mail/mail-reading.ts';
import { ownText } from '../mail/reply-text.ts';
import { Quarantine } from '../quarantine/quarantine.ts';
import { Threads, type Found } from '../threading/threads.ts';
import type { Writing } from '../tickets/writing.ts';
import { Floods } from './floods.ts';
import { fingerprintOf, fingerprintOfRaw } from './fingerprint.ts';
import { ReceivedMails, type Filed } from './received-mails.ts';
import { TicketIntake } from './ticket-intake.ts';

const MS_PER_DAY = 86_400_000;

/** A subject without what programs put before it. */
const matterOf = (subject: string): string => subject.replace(/^(?:\s*(?:re|fwd?|aw|wg|sv|vs|tr|отв|ответ|пересл?)(?:\[\d+\])?\s*:)+/iu, '').trim().toLowerCase();

export interface Filing extends ReadMail {
  /** Not to be acknowledged. */
  readonly silent: boolean;
}

/** Puts a mail where it belongs, in one transaction. */
@Injectable()
export class MailFiling {
  constructor(
    private readonly received: ReceivedMails,
    private readonly threads: Threads,
    private readonly intake: TicketIntake,
    private readonly kept: Quarantine,
    private readonly floods: Floods,
    @Inject(CONFIG) private readonly config: TriageConfig,
  ) {}

  file(read: ReadMail): Promise<Filed | 'duplicate'> {
    return this.received.once(fingerprintOf(read.mail, read.delivery.raw), (tx) => this.place(tx, { ...read, silent: false }));
  }

  /** Keeps what cannot be placed, for a person to look at. */
  quarantine(delivery: Delivery, reason: string): Promise<Filed | 'duplicate'> {
    const fingerprint = fingerprintOfRaw(delivery.raw);
    return this.received.once(fingerprint, (tx) => this.keep(tx, fingerprint, delivery, reason));
  }

  fileWithin(tx: Transaction, filing: Filing): Promise<Filed | 'duplicate'> {
    return this.received.onceWithin(tx, fingerprintOf(filing.mail, filing.delivery.raw), () => this.place(tx, filing));
  }

  private async place(tx: Transaction, { mail, delivery, automatic, silent }: Filing): Promise<Filed> {
    const found = await this.threads.find(tx, mail, delivery.recipients);
    if (found && (automatic !== null || !this.isOver(found, mail))) {
      await this.intake.append(tx, found.id, writingOf(mail, delivery, automatic));
      return { outcome: 'appended', reason: automatic, ticketId: found.id };
    }
    if (automatic !== null && !isProof(automatic)) return this.keep(tx, fingerprintOf(mail, delivery.raw), delivery, `it looks automatic by its ${automatic}`);
    if (automatic !== null || mail.from === null) return { outcome: 'ignored', reason: automatic };
    const writing = writingOf(mail, delivery, null);
    const flooded = await this.floods.find(tx, { email: mail.from, subject: mail.subject, text: writing.text });
    if (flooded !== undefined) {
      await this.intake.append(tx, flooded, writing);
      return { outcome: 'appended', reason: 'repeated', ticketId: flooded };
    }
    const ticket = await this.intake.open(tx, {
      email: mail.from, name: mail.fromName, subject: mail.subject, channel: 'mail', writing, follows: found?.id ?? null,
      silent: silent || wantsNoAnswer(mail) || this.threads.isAnswer(mail, delivery.recipients),
    });
    return { outcome: 'opened', ticketId: ticket.id };
  }

  /** People write a new matter as an answer to the last mail they have: what is closed is not opened by another subject. */
  private isOver({ closedAt, subject }: Found, mail: IncomingMail): boolean {
    if (closedAt === null) return false;
    return Date.now() - closedAt.getTime() > this.config.TICKETS_REOPEN_DAYS * MS_PER_DAY || (mail.subject !== '' && matterOf(mail.subject) !== matterOf(subject));
  }

  private async keep(tx: Transaction, fingerprint: Buffer, delivery: Delivery, reason: string): Promise<Filed> {
    await this.kept.keep(tx, fingerprint, delivery, reason);
    return { outcome: 'quarantined', reason };
  }
}

function writingOf({ messageId, references, text, html, attachments }: IncomingMail, { raw }: Delivery, automatic: AutomaticReason | null): Writing {
  return { messageId, references, attachments, html, raw, automatic: automatic !== null, fullText: text, text: ownText(text) };
}
