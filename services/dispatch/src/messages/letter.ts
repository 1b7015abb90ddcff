import type { MergeFields } from '@widecast/contracts';
import { CompiledTemplate, compileMessage, type DkimKey, filled, type FilledMessage, oneLine, type SigningThreads, type Skeleton, type Tracking, type WireMessage } from '@widecast/mail';
import type { Signer } from '../signing/signer.ts';
import { additionsFor, surroundingsOf } from '../templates/surroundings.ts';
import type { BrandedTemplate } from '../templates/templates.service.ts';
import type { Workshop } from '../templates/workshop/workshop.ts';
import type { OutgoingMessage } from './outgoing-message.ts';
import { domainOf, headersOf, headerValues, messageIdOf, type DeliveryIdentity } from './promotion-headers.ts';
import { SlotValues } from './slot-values.ts';
import { Unfit } from './unfit.ts';

/** Who gets a letter, and why. */
export interface Addressee {
  readonly identity: DeliveryIdentity;
  /** As it is written into an envelope; see `mailboxOf`. */
  readonly to: string;
  readonly fields: MergeFields;
  readonly unsubscribeUrl: string;
  /** Where he is tracked. */
  readonly tracking?: Tracking | undefined;
}

interface Parts {
  readonly source: BrandedTemplate;
  readonly template: CompiledTemplate;
  readonly skeleton: Skeleton;
  readonly keys: readonly DkimKey[];
  readonly threads: SigningThreads;
}

/** What letters are made with. */
export interface LetterTools {
  readonly signer: Signer;
  readonly threads: SigningThreads;
  readonly workshop: Workshop;
}

/** A template as a message to many: compiled once, filled in for each. */
export class Letter {
  private readonly sender: string;

  private constructor(private readonly parts: Parts, private readonly values: SlotValues) {
    this.sender = parts.source.brand.fromAddress;
  }

  /** With keys each is signed. */
  static async of(source: BrandedTemplate, { signer, threads, workshop }: LetterTools): Promise<Letter> {
    const { template: { kind }, brand: { fromName, fromAddress, replyTo } } = source;
    const template = new CompiledTemplate(source.template, additionsFor(surroundingsOf(source)));
    const { subject, html, text } = template;
    const domain = domainOf(fromAddress);
    const skeleton = await compileMessage({
      from: { name: fromName, address: fromAddress }, replyTo, subject, html, text, headers: headersOf(kind, domain, template.slots),
    });
    return new Letter({ source, template, skeleton, keys: signer.keysFor(domain), threads }, new SlotValues(source, template, workshop));
  }

  /** At once where neither a thread fills it in nor a key signs it. Throws or rejects with {@link Unfit}. */
  write(addressee: Addressee): OutgoingMessage | Promise<OutgoingMessage> {
    const { fields, unsubscribeUrl, tracking } = addressee;
    this.demandFields(fields);
    const values = this.values.of({ fields, unsubscribeUrl, tracking });
    return values instanceof Promise ? values.then((some) => this.filled(addressee, some)) : this.filled(addressee, values);
  }

  private filled({ identity, to, unsubscribeUrl }: Addressee, own: readonly string[]): OutgoingMessage | Promise<OutgoingMessage> {
    const { template, skeleton, keys, threads } = this.parts;
    const values = [...own, ...headerValues(unsubscribeUrl, identity)];
    const date = new Date();
    const message = skeleton.fillIn({ to, messageId: messageIdOf(identity, domainOf(this.sender)), date, values });
    const written = (as: Written): OutgoingMessage => new WrittenLetter({ from: this.sender, to }, as, { template, values });
    if (keys.length === 0) return written(message);
    return threads.sign(message, keys, date).then(({ bytes, release }) => written({ bytes: () => bytes, borrow: () => bytes, release }));
  }

  private demandFields(fields: MergeFields): void {
    const { missingFields, neededFields } = this.parts.source.template;
    if (missingFields === 'skip' && neededFields.some((name) => (fields[name] ?? '') === '')) throw new Unfit('missing_field');
  }
}

interface Written extends FilledMessage {
  readonly release?: () => void;
}

interface Content {
  readonly template: CompiledTemplate;
  readonly values: readonly string[];
}

/** Its bytes, and what the built-in mailbox shows, are made only where they are asked for. */
class WrittenLetter implements OutgoingMessage {
  readonly from: string;
  readonly to: string;

  constructor({ from, to }: Pick<WireMessage, 'from' | 'to'>, private readonly message: Written, private readonly content: Content) {
    [this.from, this.to] = [from, to];
  }

  get raw(): Buffer {
    return this.message.bytes();
  }

  borrow(): Buffer {
    return this.message.borrow();
  }

  release(): void {
    this.message.release?.();
  }

  get subject(): string {
    return oneLine(filled(this.content.template.subject, this.content.values));
  }

  get html(): string {
    return filled(this.content.template.html, this.content.values);
  }

  get text(): string {
    return filled(this.content.template.text, this.content.values);
  }
}
