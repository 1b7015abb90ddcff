import type { MergeFields } from '@widecast/contracts';
import { CompiledTemplate, compileMessage, type DkimKey, filled, oneLine, signMessage, type Skeleton, type Tracking, type WireMessage } from '@widecast/mail';
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
}

/** A template as a message to many: compiled once, filled in for each. */
export class Letter {
  private readonly sender: string;

  private constructor(private readonly parts: Parts, private readonly values: SlotValues) {
    this.sender = parts.source.brand.fromAddress;
  }

  /** With keys each is signed. */
  static async of(source: BrandedTemplate, signer: Signer, workshop: Workshop): Promise<Letter> {
    const { template: { kind }, brand: { fromName, fromAddress, replyTo } } = source;
    const template = new CompiledTemplate(source.template, additionsFor(surroundingsOf(source)));
    const { subject, html, text } = template;
    const domain = domainOf(fromAddress);
    const skeleton = await compileMessage({
      from: { name: fromName, address: fromAddress }, replyTo, subject, html, text, headers: headersOf(kind, domain, template.slots),
    });
    return new Letter({ source, template, skeleton, keys: signer.keysFor(domain) }, new SlotValues(source, template, workshop));
  }

  /** Throws {@link Unfit}. */
  async write({ identity, to, fields, unsubscribeUrl, tracking }: Addressee): Promise<OutgoingMessage> {
    const { template, skeleton, keys } = this.parts;
    this.demandFields(fields);
    const values = [...await this.values.of({ fields, unsubscribeUrl, tracking }), ...headerValues(unsubscribeUrl, identity)];
    const date = new Date();
    const unsigned = skeleton.compose({ to, messageId: messageIdOf(identity, domainOf(this.sender)), date, values });
    const raw = keys.length === 0 ? unsigned : await signMessage(unsigned, keys, date);
    return new WrittenLetter({ from: this.sender, to, raw }, template, values);
  }

  private demandFields(fields: MergeFields): void {
    const { missingFields, neededFields } = this.parts.source.template;
    if (missingFields === 'skip' && neededFields.some((name) => (fields[name] ?? '') === '')) throw new Unfit('missing_field');
  }
}

/** What the built-in mailbox shows is made only where it is asked for. */
class WrittenLetter implements OutgoingMessage {
  readonly from: string;
  readonly to: string;
  readonly raw: Buffer;

  constructor({ from, to, raw }: WireMessage, private readonly template: CompiledTemplate, private readonly values: readonly string[]) {
    [this.from, this.to, this.raw] = [from, to, raw];
  }

  get subject(): string {
    return oneLine(filled(this.template.subject, this.values));
  }

  get html(): string {
    return filled(this.template.html, this.values);
  }

  get text(): string {
    return filled(this.template.text, this.values);
  }
}
