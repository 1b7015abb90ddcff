import type { Received } from './sink.ts';

/** The sink's messages of one subject. */
export class MailRecord {
  readonly messages: readonly Received[];
  readonly addresses: ReadonlySet<string>;

  constructor(received: readonly Received[], subject: string) {
    this.messages = received.filter((message) => message.subject === subject);
    this.addresses = new Set(this.messages.map(({ to }) => to));
  }

  /** Messages beyond the first to an address. */
  get repeats(): number {
    return this.messages.length - this.addresses.size;
  }

  get withoutOneClick(): number {
    return this.messages.filter(({ oneClick, unsubscribe }) => !oneClick || !unsubscribe.includes('<http')).length;
  }
}
