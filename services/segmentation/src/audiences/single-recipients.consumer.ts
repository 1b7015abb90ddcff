import { Controller } from '@nestjs/common';
import { bucketOf, recipientRequested, recipientsResolved, type RecipientRequested, type RecipientsResolved } from '@widecast/contracts';
import { Database, type Transaction } from '@widecast/database';
import { firstSeen, OnEvent, Outbox, type ReceivedEvent } from '@widecast/messaging';
import { RecipientsRepository } from './recipients.repository.ts';

/** Tells dispatch where a transactional message to a contact goes, and what it may say about him. */
@Controller()
export class SingleRecipientsConsumer {
  constructor(
    private readonly database: Database,
    private readonly recipients: RecipientsRepository,
    private readonly outbox: Outbox,
  ) {}

  @OnEvent(recipientRequested, { batch: 50 })
  async on(events: readonly ReceivedEvent<typeof recipientRequested>[]): Promise<void> {
    await this.database.transaction(async (tx) => {
      const once = new Map(events.map(({ id, payload }) => [id, payload]));
      const fresh = await firstSeen(tx, 'recipient requests', [...once.keys()]);
      const answers: RecipientsResolved[] = [];
      for (const [id, payload] of once) if (fresh.has(id)) answers.push(await this.answer(tx, payload));
      await this.outbox.append(tx, recipientsResolved, answers);
    });
  }

  private async answer(tx: Transaction, { source, templateId, contactId, fields }: RecipientRequested): Promise<RecipientsResolved> {
    const { recipient, reason } = await this.recipients.withAddress(tx, contactId, fields);
    return {
      bucket: bucketOf(contactId), source, templateId,
      recipients: recipient ? [recipient] : [], refused: recipient ? [] : [{ contactId, reason }],
    };
  }
}
