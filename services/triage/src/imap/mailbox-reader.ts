import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { counter, gauge } from '@widecast/service-kit';
import { pauseAfter } from '@widecast/webhooks';
import type { ImapFlow } from 'imapflow';
import type { MailIntake } from '../intake/mail-intake.ts';
import { cursorFor, type Cursor, type Mailbox } from './mailbox.ts';
import { MailboxFault } from './mailbox-fault.ts';
import type { Mailboxes } from './mailboxes.repository.ts';
import { News } from './news.ts';

const [LONGEST_PAUSE, LOOK_AGAIN] = [300_000, 120_000];
/** Kept of a mail that is too large. */
const HEAD = 256 * 1024;

const up = gauge({ name: 'widecast_imap_up', help: 'Whether a mailbox is being read (1) or cannot be (0).', labels: ['service', 'mailbox'] });
const mails = counter({ name: 'widecast_imap_mails_total', help: 'Mails fetched by IMAP, those that had come before among them.', labels: ['service', 'mailbox'] });
const failures = counter({ name: 'widecast_imap_failures_total', help: 'Connections to a mailbox that failed or broke; each is tried again.', labels: ['service', 'mailbox'] });

export interface Reading {
  readonly mailboxes: Mailboxes;
  readonly intake: MailIntake;
  readonly maxBytes: number;
  readonly open: (mailbox: Mailbox) => Promise<ImapFlow>;
}

/**
 * Reads one mailbox for as long as it is told to: what is there, then what comes (IDLE). How far it has been is written after each mail that is
 * filed and committed, so that a crash makes a mail come twice at the worst, and then it is known by its content. Nothing is deleted or marked.
 */
export class MailboxReader {
  private readonly logger = new Logger('imap');
  private readonly stopped = new AbortController();
  private readonly running: Promise<void>;
  private failed = 0;

  constructor(
    private readonly mailbox: Mailbox,
    private readonly reading: Reading,
  ) {
    this.running = this.keepReading();
  }

  /** Of the mailbox as it is being read. */
  get version(): number {
    return this.mailbox.version;
  }

  /** The mail in hand is filed first. */
  async stop(): Promise<void> {
    this.stopped.abort();
    await this.running;
    up.remove(this.labels);
  }

  private get labels(): { readonly service: string; readonly mailbox: string } {
    return { service: 'triage', mailbox: this.mailbox.name };
  }

  private async keepReading(): Promise<void> {
    while (!this.stopped.signal.aborted) {
      try {
        await this.session();
      } catch (error) {
        await this.rest(error);
      }
    }
  }

  private async rest(cause: unknown): Promise<void> {
    if (this.stopped.signal.aborted) return;
    this.failed += 1;
    up.set(this.labels, 0);
    failures.inc(this.labels);
    const why = cause instanceof MailboxFault ? cause.message : `reading broke off: ${cause instanceof Error ? cause.message : String(cause)}`.slice(0, 300);
    this.logger.warn({ msg: 'a mailbox cannot be read; tried again', mailboxId: this.mailbox.id, failures: this.failed, error: cause });
    await this.reading.mailboxes.noteFault(this.mailbox.id, why).catch(() => undefined);
    await delay(Math.min(pauseAfter(this.failed, 0, Math.random()), LONGEST_PAUSE), undefined, { signal: this.stopped.signal }).catch(() => undefined);
  }

  private async session(): Promise<void> {
    const client = await this.reading.open(this.mailbox);
    const news = new News(client, this.stopped.signal);
    // A server that says nothing must not keep the process, nor other mailboxes, waiting.
    const hangUp = (): void => client.close();
    this.stopped.signal.addEventListener('abort', hangUp, { once: true });
    try {
      let cursor = await this.place(client);
      while (!this.stopped.signal.aborted) {
        cursor = await this.catchUp(client, cursor);
        this.failed = 0;
        await news.next(LOOK_AGAIN);
      }
    } finally {
      this.stopped.signal.removeEventListener('abort', hangUp);
      news.end();
      client.close();
    }
  }

  private async place(client: ImapFlow): Promise<Cursor> {
    if (!client.mailbox) throw new MailboxFault('the folder was closed by the server');
    const { uidValidity, uidNext } = client.mailbox;
    const cursor = cursorFor(this.mailbox, await this.reading.mailboxes.cursor(this.mailbox.id), { uidValidity: String(uidValidity), uidNext }, new Date());
    await this.reading.mailboxes.advance(this.mailbox.id, cursor, 0);
    up.set(this.labels, 1);
    return cursor;
  }

  private async catchUp(client: ImapFlow, from: Cursor): Promise<Cursor> {
    let cursor = from;
    const found = await client.search({ uid: `${cursor.lastUid + 1}:*`, ...(cursor.since ? { since: cursor.since } : {}) }, { uid: true });
    if (!found) throw new MailboxFault('the server could not search the folder');
    // "n:*" names the last mail, too, where there is none from n on (RFC 3501 §9).
    for (const uid of found.filter((one) => one > cursor.lastUid).toSorted((a, b) => a - b)) {
      if (this.stopped.signal.aborted) break;
      await this.takeOne(client, uid);
      cursor = { ...cursor, lastUid: uid };
      await this.reading.mailboxes.advance(this.mailbox.id, cursor, 1);
      mails.inc(this.labels);
    }
    return cursor;
  }

  /** Of what is gone meanwhile there is nothing to take. Throws where it is to be tried again. */
  private async takeOne(client: ImapFlow, uid: number): Promise<void> {
    const { maxBytes, intake } = this.reading;
    const message = await client.fetchOne(String(uid), { size: true, source: { maxLength: maxBytes + 1 } }, { uid: true });
    if (!message || !message.source) return;
    const { source: raw, size = raw.length } = message;
    const delivery = { raw, sender: undefined, recipients: [] };
    if (Math.max(size, raw.length) <= maxBytes) await intake.take(delivery);
    else await intake.putAside({ ...delivery, raw: raw.subarray(0, HEAD) }, `it has ${size} bytes, ${maxBytes} are allowed; the first of them are kept`);
  }
}
