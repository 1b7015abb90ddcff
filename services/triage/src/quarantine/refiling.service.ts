import { Injectable } from '@nestjs/common';
import { Conflict } from '@widecast/service-kit';
import { MailFiling } from '../intake/mail-filing.ts';
import { ReceivedMails, type Filed } from '../intake/received-mails.ts';
import { isProof } from '../mail/automatic-mail.ts';
import { UnreadableMail } from '../mail/parsing-thread.ts';
import { MailReading, type ReadMail } from '../mail/mail-reading.ts';
import { Quarantine, type Kept } from './quarantine.ts';

/** What a person does with a mail in quarantine. */
@Injectable()
export class Refiling {
  constructor(
    private readonly quarantine: Quarantine,
    private readonly reading: MailReading,
    private readonly filing: MailFiling,
    private readonly received: ReceivedMails,
  ) {}

  /** Makes a ticket, or a part of one, of the mail; `from` says who wrote it where it does not say so itself. Throws Conflict where that is not possible. */
  async refile(id: string, from: string | undefined): Promise<Filed | 'duplicate'> {
    const read = await this.read(await this.quarantine.whole(id), from);
    if (read.mail.from === null) throw new Conflict('The mail has no usable From; say in "from" who wrote it');
    if (read.automatic !== null && isProof(read.automatic)) throw new Conflict(`The mail was written by a machine (${read.automatic}) and opens no ticket; delete it`);
    return this.quarantine.release(id, async (tx, { fingerprint }) => {
      await this.received.forget(tx, fingerprint);
      return await this.filing.fileWithin(tx, { ...read, automatic: null, silent: read.automatic !== null });
    });
  }

  discard(id: string): Promise<void> {
    return this.quarantine.release(id, (tx, { fingerprint }) => this.received.note(tx, fingerprint, { outcome: 'discarded' }));
  }

  private async read(kept: Kept, from: string | undefined): Promise<ReadMail> {
    try {
      return await this.reading.read(kept, from);
    } catch (error) {
      if (error instanceof UnreadableMail) throw new Conflict(`The mail can still not be read: ${error.reason}`);
      throw error;
    }
  }
}
