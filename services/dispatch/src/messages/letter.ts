import { type Additions, CompiledTemplate, compileMessage, type DkimKey, FieldScope, filled, htmlFooter, signMessage, type Skeleton, textFooter, type WireMessage } from '@widecast/mail';
import type { ClaimedDelivery } from '../ledger/delivery.ts';
import type { Signer } from '../signing/signer.ts';
import type { BrandedTemplate } from '../templates/templates.service.ts';
import type { OutgoingMessage } from './outgoing-message.ts';
import { domainOf, headersOf, headerValues, messageIdOf, type DeliveryIdentity } from './promotion-headers.ts';
import { Unfit } from './unfit.ts';

const NOTHING: Additions = { html: [], text: [] };

/** Who gets a letter, and why. */
export interface Addressee {
  readonly identity: DeliveryIdentity;
  readonly delivery: Pick<ClaimedDelivery, 'email' | 'fields'>;
  readonly unsubscribeUrl: string;
}

/** A template as a message to many: compiled once, filled in for each. */
export class Letter {
  private constructor(private readonly sender: string, private readonly template: CompiledTemplate, private readonly skeleton: Skeleton, private readonly keys: readonly DkimKey[]) {}

  /** With keys each is signed. */
  static async of({ template: source, brand }: BrandedTemplate, signer: Signer): Promise<Letter> {
    const { fromName, fromAddress, replyTo } = brand;
    const template = new CompiledTemplate(source, source.kind === 'promotion' ? { html: [htmlFooter(brand)], text: [textFooter(brand)] } : NOTHING);
    const { subject, html, text } = template;
    const domain = domainOf(fromAddress);
    const skeleton = await compileMessage({
      from: { name: fromName, address: fromAddress }, replyTo, subject, html, text, headers: headersOf(source.kind, domain, template.slots),
    });
    return new Letter(fromAddress, template, skeleton, signer.keysFor(domain));
  }

  /** Throws {@link Unfit}. */
  async write({ identity, delivery, unsubscribeUrl }: Addressee): Promise<OutgoingMessage> {
    const own = this.valuesFor(new FieldScope(delivery.fields, unsubscribeUrl));
    const values = [...own, ...headerValues(unsubscribeUrl, identity)];
    const date = new Date();
    const unsigned = this.skeleton.compose({ to: delivery.email, messageId: messageIdOf(identity, domainOf(this.sender)), date, values });
    const raw = this.keys.length === 0 ? unsigned : await signMessage(unsigned, this.keys, date);
    return new WrittenLetter({ from: this.sender, to: delivery.email, raw }, this.template, values);
  }

  private valuesFor(scope: FieldScope): string[] {
    try {
      return this.template.values(scope);
    } catch {
      throw new Unfit('template_error');
    }
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
    return filled(this.template.subject, this.values);
  }

  get html(): string {
    return filled(this.template.html, this.values);
  }

  get text(): string {
    return filled(this.template.text, this.values);
  }
}
