import { Injectable } from '@nestjs/common';
import type { RecipientsResolved } from '@widecast/contracts';
import { Database } from '@widecast/database';
import type { NewDelivery } from '../ledger/delivery.ts';
import { Entries } from '../ledger/entries.ts';
import { TemplatesService } from '../templates/templates.service.ts';

/** Messages that a step of a funnel sends, through the same ledger. */
@Injectable()
export class StepMessagesService {
  constructor(
    private readonly database: Database,
    private readonly entries: Entries,
    private readonly templates: TemplatesService,
  ) {}

  /** Who may not be reached is in the ledger too, with the reason, so that no contact disappears between services. */
  async request({ source, templateId, recipients, refused }: RecipientsResolved): Promise<void> {
    const [template] = await this.templates.find([templateId]);
    // What cannot be told apart is treated as a promotion, with all that stops one.
    const promotion = template?.kind !== 'transactional';
    const common = { step: source.step, arm: null, templateId, promotion };
    const deliveries: NewDelivery[] = [
      ...recipients.map(({ contactId, version, email, fields }): NewDelivery => ({
        ...common, contactId, contactVersion: version, email, fields, ...(template ? { state: 'pending', reason: null } : { state: 'failed', reason: 'no_template' }),
      })),
      ...refused.map(({ contactId, reason }): NewDelivery => ({ ...common, contactId, contactVersion: 0, email: '', fields: {}, state: 'skipped', reason })),
    ];
    await this.database.transaction((tx) => this.entries.enter(tx, { id: source.id, kind: source.kind }, deliveries));
  }
}
