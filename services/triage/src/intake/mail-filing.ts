import { Inject, Injectable } from '@nestjs/common';
import { Database, type Transaction } from '@widecast/database';
import { CONFIG } from '@widecast/service-kit';
import { Batcher } from '../batching/batcher.ts';
import type { TriageConfig } from '../config.ts';
import { AddressBook } from '../contacts/address-book.service.ts';
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
import { TicketIntake, type Question } from './ticket-intake.ts';
import { isTransient } from './transient.ts';

const MS_PER_DAY = 86_400_000;

/** A subject without what programs put before it. */
const matterOf = (subject: string): string => subject.replace(/^(?:\s*(?:re|fwd?|aw|wg|sv|vs|tr|отв|ответ|пересл?)(?:\[\d+\])?\s*:)+/iu, '').trim().toLowerCase();

/** Mails that share a transaction, and such transactions at a time: with one, more mails share it. */
const TOGETHER = { most: 64, atOnce: 1 } as const;

export interface Filing extends ReadMail {
  /** Not to be acknowledged. */
  readonly silent: boolean;
}

/** A mail that opens a ticket unless it is one of a flood. */
interface Asking {
  readonly email: string;
  readonly filing: Filing;
  readonly writing: Writing;
  readonly found: Found | undefined;
}

/** Puts mails where they belong: those that come at the same time in one transaction. */
@Injectable()
export class MailFiling {
  private readonly batcher = new Batcher<ReadMail, Filed | 'duplicate'>({
    ...TOGETHER, isTransient, keyOf: ({ mail }) => mail.from ?? '', work: (mails) => this.fileTogether(mails),
  });

  constructor(
    private readonly database: Database,
    private readonly received: ReceivedMails,
    private readonly threads: Threads,
    private readonly intake: TicketIntake,
    private readonly kept: Quarantine,
    private readonly floods: Floods,
    private readonly book: AddressBook,
    @Inject(CONFIG) private readonly config: TriageConfig,
  ) {}

  file(read: ReadMail): Promise<Filed | 'duplicate'> {
    return this.batcher.add(read);
  }

  /** Keeps what cannot be placed, for a person to look at. */
  quarantine(delivery: Delivery, reason: string): Promise<Filed | 'duplicate'> {
    const fingerprint = fingerprintOfRaw(delivery.raw);
    return this.received.once(fingerprint, (tx) => this.keep(tx, fingerprint, delivery, reason));
  }

  async fileWithin(tx: Transaction, filing: Filing): Promise<Filed | 'duplicate'> {
    const [filed = 'duplicate'] = await this.fileEach(tx, [filing]);
    return filed;
  }

  private fileTogether(mails: readonly ReadMail[]): Promise<(Filed | 'duplicate')[]> {
    return this.database.pipelinedTransaction((tx) => this.fileEach(tx, mails.map((read) => ({ ...read, silent: false }))));
  }

  private fileEach(tx: Transaction, filings: readonly Filing[]): Promise<(Filed | 'duplicate')[]> {
    const fingerprints = filings.map(({ mail, delivery }) => fingerprintOf(mail, delivery.raw));
    return this.received.onceEach(tx, fingerprints, (places) => this.place(tx, places.flatMap((at) => filings[at] ?? [])));
  }

  /** Of each sender there may be one. */
  private async place(tx: Transaction, filings: readonly Filing[]): Promise<Filed[]> {
    // Before the rows of tickets are locked, as who learns of contacts does.
    await Promise.all([this.book.open(tx), this.floods.queue(tx, filings.flatMap(({ mail }) => mail.from ?? []))]);
    const placed: (Filed | Asking)[] = [];
    for (const filing of filings) placed.push(await this.placeKnown(tx, filing));
    const opened = await this.open(tx, placed.filter((one) => 'filing' in one));
    return placed.map((one) => ('filing' in one ? (opened.get(one) ?? { outcome: 'ignored' }) : one));
  }

  private async placeKnown(tx: Transaction, filing: Filing): Promise<Filed | Asking> {
    const { mail, delivery, automatic } = filing;
    const found = await this.threads.find(tx, mail, delivery.recipients);
    const writing = writingOf(mail, delivery, automatic);
    if (found && (automatic !== null || !this.isOver(found, mail))) {
      await this.intake.append(tx, found.id, writing);
      return { outcome: 'appended', reason: automatic, ticketId: found.id };
    }
    if (automatic !== null && !isProof(automatic)) return this.keep(tx, fingerprintOf(mail, delivery.raw), delivery, `it looks automatic by its ${automatic}`);
    return automatic !== null || mail.from === null ? { outcome: 'ignored', reason: automatic } : { email: mail.from, filing, writing, found };
  }

  private async open(tx: Transaction, asking: readonly Asking[]): Promise<Map<Asking, Filed>> {
    if (asking.length === 0) return new Map();
    const flooded = await this.floods.find(tx, asking.map(({ email, filing: { mail }, writing }) => ({ email, subject: mail.subject, text: writing.text })));
    const filed = new Map<Asking, Filed>();
    for (const [at, one] of asking.entries()) {
      const ticketId = flooded[at];
      if (ticketId === undefined) continue;
      await this.intake.append(tx, ticketId, one.writing);
      filed.set(one, { outcome: 'appended', reason: 'repeated', ticketId });
    }
    const opening = asking.filter((one) => !filed.has(one));
    const tickets = await this.intake.openEach(tx, opening.map((one) => this.questionOf(one)));
    for (const [at, one] of opening.entries()) filed.set(one, { outcome: 'opened', ...(tickets[at] ? { ticketId: tickets[at].id } : {}) });
    return filed;
  }

  private questionOf({ email, filing: { mail, delivery, silent, byForm }, writing, found }: Asking): Question {
    return {
      email, name: mail.fromName, subject: mail.subject, channel: 'mail', writing, follows: found?.id ?? null,
      // What a form asks for is for itself, and it is not the form that is answered.
      silent: silent || (!byForm && wantsNoAnswer(mail)) || this.threads.isAnswer(mail, delivery.recipients),
    };
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

function writingOf({ messageId, references, subject, text, html, attachments }: IncomingMail, { raw }: Delivery, automatic: AutomaticReason | null): Writing {
  return { messageId, references, attachments, html, raw, automatic: automatic !== null, fullText: text, text: ownText(text, subject) };
}
