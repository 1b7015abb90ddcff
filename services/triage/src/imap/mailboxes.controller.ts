import { Controller, Inject, Logger } from '@nestjs/common';
import { CONFIG, Handles, Input, Invalid, type InputOf } from '@widecast/service-kit';
import type { TriageConfig } from '../config.ts';
import { addMailbox, changeMailbox, listMailboxes, removeMailbox, showMailbox } from './mailboxes.endpoints.ts';
import type { Security } from './mailbox.ts';
import { Mailboxes, type MailboxSecret, type MailboxState } from './mailboxes.repository.ts';
import type { OAuth } from './oauth.ts';

@Controller()
export class MailboxesController {
  private readonly logger = new Logger('imap');

  constructor(private readonly mailboxes: Mailboxes, @Inject(CONFIG) private readonly config: TriageConfig) {}

  @Handles(addMailbox)
  async add(@Input() { body, actor }: InputOf<typeof addMailbox>): Promise<MailboxState> {
    const { security, port = security === 'tls' ? 993 : 143 } = body;
    this.demandSecrecy(security, body.oauth);
    const { password = '', oauth, ...mailboxGiven } = body;
    const mailbox = await this.mailboxes.add({ ...mailboxGiven, port, secret: secretOf(password, oauth) });
    this.logger.log({ msg: 'a mailbox was added', mailboxId: mailbox.id, actor: actor.id, audit: true });
    return mailbox;
  }

  @Handles(changeMailbox)
  async change(@Input() { params, body, actor }: InputOf<typeof changeMailbox>): Promise<MailboxState> {
    const { password, oauth, ...change } = body;
    this.demandSecrecy(change.security, oauth);
    const mailbox = await this.mailboxes.change(params.id, { ...change, ...(oauth || password !== undefined ? { secret: secretOf(password, oauth) } : {}) });
    this.logger.log({ msg: 'a mailbox was changed', mailboxId: mailbox.id, actor: actor.id, audit: true });
    return mailbox;
  }

  @Handles(listMailboxes)
  async list(): Promise<{ mailboxes: MailboxState[] }> {
    return { mailboxes: await this.mailboxes.list() };
  }

  @Handles(showMailbox)
  show(@Input() { params }: InputOf<typeof showMailbox>): Promise<MailboxState> {
    return this.mailboxes.show(params.id);
  }

  @Handles(removeMailbox)
  async remove(@Input() { params, actor }: InputOf<typeof removeMailbox>): Promise<void> {
    await this.mailboxes.remove(params.id);
    this.logger.log({ msg: 'a mailbox was removed', mailboxId: params.id, actor: actor.id, audit: true });
  }

  private demandSecrecy(security: Security | undefined, oauth: OAuth | undefined): void {
    if (this.config.TICKETS_IMAP_REACH !== 'public') return;
    if (security === 'none') throw new Invalid('The password would be sent in the clear', [{ field: 'body.security', message: 'must be tls or starttls' }]);
    if (oauth && !oauth.tokenUrl.startsWith('https:')) throw new Invalid('The refresh token would be sent in the clear', [{ field: 'body.oauth.tokenUrl', message: 'must be https' }]);
  }
}

const secretOf = (password = '', oauth?: OAuth): MailboxSecret => (oauth ? { auth: 'oauth', oauth } : { auth: 'password', password });
