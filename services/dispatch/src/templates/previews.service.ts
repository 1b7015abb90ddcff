import { Inject, Injectable, Logger } from '@nestjs/common';
import type { MergeFields } from '@widecast/contracts';
import { mailboxOf, oneLine } from '@widecast/mail';
import { uuidv7 } from '@widecast/messaging';
import { CONFIG, Conflict, Invalid, type Actor } from '@widecast/service-kit';
import type { DispatchConfig } from '../config.ts';
import { LANE, type Lane } from '../lanes/lane.ts';
import { mendOf } from '../lanes/relay-mends.ts';
import { Letter } from '../messages/letter.ts';
import type { OutgoingMessage } from '../messages/outgoing-message.ts';
import { Unfit } from '../messages/unfit.ts';
import { MessageSigning } from '../signing/message-signing.ts';
import { SigningKeys } from '../signing/signing-keys.ts';
import { contactIdOf } from '../transactional/message.ts';
import { UnsubscribeLinks } from '../suppressions/unsubscribe-links.ts';
import { type BrandedTemplate, TemplatesService } from './templates.service.ts';
import { Workshop } from './workshop/workshop.ts';

export interface Preview {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** Of the whole message, as it goes over the wire. */
  readonly bytes: number;
  /** Needed fields that were not given. */
  readonly missing: readonly string[];
}

/** What a template will look like, by the same way that a campaign takes. */
@Injectable()
export class PreviewsService {
  private readonly logger = new Logger('templates');

  constructor(
    private readonly templates: TemplatesService,
    private readonly workshop: Workshop,
    private readonly signing: SigningKeys,
    private readonly threads: MessageSigning,
    private readonly links: UnsubscribeLinks,
    @Inject(LANE) private readonly lane: Lane,
    @Inject(CONFIG) private readonly config: DispatchConfig,
  ) {}

  /** Throws {@link Invalid} where it cannot be rendered with these fields. */
  async preview(id: string, fields: MergeFields): Promise<Preview> {
    const source = await this.templates.brandedOne(id);
    const message = await this.write(source, 'reader@example.com', fields);
    message.release?.();
    const { subject, html, text, raw } = message;
    return { subject: oneLine(subject), html: html ?? '', text, bytes: raw.length, missing: source.template.neededFields.filter((name) => (fields[name] ?? '') === '') };
  }

  /** Sends it to one address, past ledger and consents; who did so is written down. Throws {@link Conflict} where the relay does not take it. */
  async sendTest(id: string, { to, fields }: { readonly to: string; readonly fields: MergeFields }, actor: Actor): Promise<{ readonly sent: true }> {
    const mailbox = mailboxOf(to);
    if (!mailbox) throw new Invalid('The address cannot be written to', [{ field: 'body.to', message: 'is no plain address like ann@example.com' }]);
    const message = await this.write(await this.templates.brandedOne(id), mailbox.address, fields);
    const attempt = await this.lane.send(message, () => true);
    message.release?.();
    this.logger.log({ msg: attempt.kind === 'accepted' ? 'a test of a template was sent' : 'a test of a template was not taken', audit: true, templateId: id, outcome: attempt.kind, actor: actor.id });
    if (attempt.kind === 'accepted') return { sent: true };
    throw new Conflict(attempt.kind === 'unsent' ? this.whyUnsent() : `The relay has not taken the message (${attempt.kind === 'refused' ? attempt.code : attempt.kind}); look at its log and try again`);
  }

  private whyUnsent(): string {
    const faults = this.lane.relays.flatMap(({ relay, fault }) => (fault ? [`${relay} cannot be used (${fault.reason}): ${fault.said}. ${mendOf(fault.reason)}`] : []));
    return `Nothing was sent. ${faults.join(' ') || 'No relay could be used; try again in a minute, GET /v1/lanes says more'}`;
  }

  private async write(source: BrandedTemplate, email: string, fields: MergeFields): Promise<OutgoingMessage> {
    const letter = await Letter.of(source, { signer: await this.signing.current(), threads: this.threads, workshop: this.workshop });
    const identity = { sourceId: uuidv7(), kind: 'message' as const, step: 'test', contactId: contactIdOf(email, this.config.WIDECAST_INTERNAL_SECRET), seq: 0 };
    try {
      return await letter.write({ identity, to: email, fields, unsubscribeUrl: this.links.urlFor(identity) });
    } catch (error) {
      if (!(error instanceof Unfit)) throw error;
      throw new Invalid(`No message can be made of the template with these fields: ${error.reason}`, [{ field: 'body.fields', message: error.reason === 'missing_field' ? `give ${source.template.neededFields.join(', ')}` : 'the template cannot be rendered with them' }]);
    }
  }
}
