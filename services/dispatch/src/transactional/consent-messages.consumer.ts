import { Controller } from '@nestjs/common';
import { consentMessageRequested, type ConsentMessageRequested } from '@widecast/contracts';
import { ContractViolation, OnEvent, type ReceivedEvent } from '@widecast/messaging';
import { Invalid } from '@widecast/service-kit';
import { TemplatesService } from '../templates/templates.service.ts';
import { MessagesService } from './messages.service.ts';

const ACTOR = { id: 'service:segmentation', name: 'consents', scopes: [] };
const LINK = 'confirm_url';

/** Sends the messages by which contacts confirm a consent; one that cannot be sent is a dead letter, to be replayed when its template is mended. */
@Controller()
export class ConsentMessagesConsumer {
  constructor(
    private readonly messages: MessagesService,
    private readonly templates: TemplatesService,
  ) {}

  @OnEvent(consentMessageRequested, { batch: 1 })
  async on(events: readonly ReceivedEvent<typeof consentMessageRequested>[]): Promise<void> {
    for (const { payload } of events) await this.send(payload);
  }

  /** The key makes a message that was delivered twice the same one. */
  private async send({ requestId, reminder, contactId, templateId, fields }: ConsentMessageRequested): Promise<void> {
    const [template] = await this.templates.find([templateId]);
    if (template && !template.fields.includes(LINK)) throw violation(`the template ${templateId} does not use {{ ${LINK} }}`);
    const idempotencyKey = `consent/${requestId}/${reminder ? 'reminder' : 'first'}`;
    await this.messages.send({ idempotencyKey, templateId, to: { contactId }, fields, inDoubt: 'sent_again', timeToLiveSeconds: null }, ACTOR).catch((error: unknown) => {
      throw error instanceof Invalid ? violation(error.message) : error;
    });
  }
}

const violation = (message: string): ContractViolation => new ContractViolation([{ path: 'templateId', message }]);
