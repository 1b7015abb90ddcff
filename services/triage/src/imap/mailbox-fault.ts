/** Why a mailbox cannot be read now, in words for who looks after it. */
export class MailboxFault extends Error {
  constructor(reason: string, cause?: unknown) {
    super(reason, { cause });
    this.name = MailboxFault.name;
  }
}
