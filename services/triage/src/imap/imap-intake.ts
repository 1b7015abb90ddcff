import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { uuidv7 } from '@widecast/messaging';
import { CONFIG, Recurring } from '@widecast/service-kit';
import type { ImapFlow } from 'imapflow';
import type { TriageConfig } from '../config.ts';
import { MailIntake } from '../intake/mail-intake.ts';
import { openMailbox } from './connection.ts';
import type { Mailbox } from './mailbox.ts';
import { MailboxKeys } from './mailbox-keys.ts';
import { MailboxReader } from './mailbox-reader.ts';
import { Mailboxes } from './mailboxes.repository.ts';

/** Tickets by IMAP: each mailbox is read by one process at a time; when that goes silent, another goes on. */
@Injectable()
export class ImapIntake implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('imap');
  private readonly process = uuidv7();
  private readonly readers = new Map<string, MailboxReader>();
  private readonly keys: MailboxKeys;
  private readonly leasing: Recurring;

  constructor(
    private readonly mailboxes: Mailboxes,
    private readonly intake: MailIntake,
    @Inject(CONFIG) private readonly config: TriageConfig,
  ) {
    this.keys = new MailboxKeys(mailboxes, config.TICKETS_IMAP_REACH);
    this.leasing = new Recurring({ pause: config.TICKETS_IMAP_MS, turn: () => this.lease(), failed: (error) => this.logger.warn({ msg: 'mailboxes could not be shared out; tried again', error }) });
  }

  onApplicationBootstrap(): void {
    this.leasing.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.leasing.stop();
    await Promise.all([...this.readers.keys()].map((id) => this.end(id)));
    await this.mailboxes.release(this.process);
  }

  /** Begins with those that are ours now, ends with those that are not any more, or are to be reached another way. */
  private async lease(): Promise<void> {
    const ours = await this.mailboxes.lease(this.process);
    const versions = new Map(ours.map(({ id, version }) => [id, version]));
    await Promise.all([...this.readers].filter(([id, { version }]) => versions.get(id) !== version).map(([id]) => this.end(id)));
    for (const mailbox of ours) if (!this.readers.has(mailbox.id)) this.readers.set(mailbox.id, this.read(mailbox));
  }

  private read(mailbox: Mailbox): MailboxReader {
    return new MailboxReader(mailbox, { mailboxes: this.mailboxes, intake: this.intake, maxBytes: this.config.TICKETS_MAX_BYTES, open: (one) => this.open(one) });
  }

  private async open(mailbox: Mailbox): Promise<ImapFlow> {
    const { TICKETS_IMAP_REACH: reach, TICKETS_MAX_BYTES: maxBytes } = this.config;
    const key = await this.keys.of(mailbox.id);
    try {
      return await openMailbox(mailbox, key, { reach, maxBytes });
    } catch (error) {
      this.keys.forget(mailbox.id);
      throw error;
    }
  }

  private async end(id: string): Promise<void> {
    const reader = this.readers.get(id);
    this.readers.delete(id);
    this.keys.forget(id);
    await reader?.stop();
  }
}
