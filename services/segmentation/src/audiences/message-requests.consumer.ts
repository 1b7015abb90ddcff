import { Controller } from '@nestjs/common';
import { messagesRequested, recipientsResolved, type RecipientsResolved } from '@widecast/contracts';
import { Database, type Transaction } from '@widecast/database';
import { firstSeen, OnEvent, Outbox, type ReceivedEvent } from '@widecast/messaging';
import { RecipientsRepository } from './recipients.repository.ts';

type Request = ReceivedEvent<typeof messagesRequested>;

/** Tells funnels' requests apart into who may be reached and who may not. */
@Controller()
export class MessageRequestsConsumer {
  constructor(
    private readonly database: Database,
    private readonly recipients: RecipientsRepository,
    private readonly outbox: Outbox,
  ) {}

  @OnEvent(messagesRequested, { batch: 20 })
  async on(events: readonly Request[]): Promise<void> {
    await this.database.transaction(async (tx) => {
      // One and the same event may be in a batch twice.
      const once = new Map(events.map(({ id, payload }) => [id, payload]));
      const fresh = await firstSeen(tx, 'message requests', [...once.keys()]);
      const answers: RecipientsResolved[] = [];
      for (const [id, payload] of once) if (fresh.has(id)) answers.push(await this.answer(tx, payload));
      await this.outbox.append(tx, recipientsResolved, answers);
    });
  }

  private async answer(tx: Transaction, { bucket, funnelId, step, templateId, fields, contactIds }: Request['payload']): Promise<RecipientsResolved> {
    const { recipients, refused } = await this.recipients.resolve(tx, contactIds, fields);
    const found = new Set(recipients.map(({ contactId }) => contactId));
    const others = contactIds.filter((id) => !found.has(id));
    return {
      bucket, templateId, recipients,
      source: { kind: 'funnel', id: funnelId, step },
      refused: others.map((contactId) => ({ contactId, reason: refused.get(contactId) ?? 'unknown_contact' })),
    };
  }
}
