import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '@widecast/service-kit';
import type { TriageConfig } from '../config.ts';
import { isAmong } from '../contacts/address.ts';
import { automaticReason, isProof, loopReason, type AutomaticReason } from './automatic-mail.ts';
import type { Delivery, IncomingMail } from './incoming-mail.ts';
import { MailParser } from './mail-parser.ts';
import { readMail } from './read-mail.ts';

export interface ReadMail {
  readonly mail: IncomingMail;
  readonly delivery: Delivery;
  readonly automatic: AutomaticReason | null;
  /** A form wrote it for who is now its writer. */
  readonly byForm: boolean;
}

/** Makes of the bytes of a mail what can be filed. */
@Injectable()
export class MailReading {
  constructor(
    private readonly parser: MailParser,
    @Inject(CONFIG) private readonly config: TriageConfig,
  ) {}

  /** A form of a page writes in its own name for who filled it in. Of others the Reply-To says nothing: nobody vouches for it. */
  private ofForm(mail: IncomingMail): IncomingMail {
    const { TICKETS_FORM_SENDERS: forms, TICKETS_ADDRESS: own } = this.config;
    const { replyTo } = mail;
    if (replyTo === null || !this.isForm(mail) || isAmong([...forms, ...own], replyTo.address)) return mail;
    return { ...mail, from: replyTo.address, fromName: replyTo.name };
  }

  /** `from` stands for what the mail says of its writer. Throws UnreadableMail, or ParserNotStarted. */
  async read(delivery: Delivery, from?: string): Promise<ReadMail> {
    const found = readMail(await this.parser.parse(delivery.raw));
    const mail = from === undefined ? this.ofForm(found) : { ...found, from };
    return { mail, delivery, automatic: this.automaticReason(found, mail, delivery), byForm: from === undefined && mail !== found };
  }

  /** Of a form that does not say for whom it writes, a person looks at the mail. */
  private automaticReason(found: IncomingMail, mail: IncomingMail, { sender }: Delivery): AutomaticReason | null {
    const { TICKETS_ADDRESS: own } = this.config;
    if (!this.isForm(found)) return automaticReason(mail, sender, own);
    const loop = loopReason(found);
    if (loop !== null || mail !== found) return loop;
    const reason = automaticReason(mail, sender, own);
    return reason !== null && reason !== 'own address' && isProof(reason) ? 'no-reply sender' : reason;
  }

  private isForm({ from }: IncomingMail): boolean {
    return from !== null && isAmong(this.config.TICKETS_FORM_SENDERS, from);
  }
}
