import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '@widecast/service-kit';
import type { TriageConfig } from '../config.ts';
import { withoutTag } from '../contacts/address.ts';
import { automaticReason, type AutomaticReason } from './automatic-mail.ts';
import type { Delivery, IncomingMail } from './incoming-mail.ts';
import { MailParser } from './mail-parser.ts';
import { readMail } from './read-mail.ts';

export interface ReadMail {
  readonly mail: IncomingMail;
  readonly delivery: Delivery;
  readonly automatic: AutomaticReason | null;
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
    const { from, replyTo } = mail;
    if (from === null || replyTo === null || !forms.includes(from) || forms.includes(replyTo.address) || own.includes(withoutTag(replyTo.address).address)) return mail;
    return { ...mail, from: replyTo.address, fromName: replyTo.name };
  }

  /** `from` stands for what the mail says of its writer. Throws UnreadableMail, or ParserNotStarted. */
  async read(delivery: Delivery, from?: string): Promise<ReadMail> {
    const found = readMail(await this.parser.parse(delivery.raw));
    const mail = from === undefined ? this.ofForm(found) : { ...found, from };
    return { mail, delivery, automatic: automaticReason(mail, delivery.sender, this.config.TICKETS_ADDRESS) };
  }
}
