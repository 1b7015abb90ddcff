import { Injectable } from '@nestjs/common';
import type { DeliveryState, RecipientsResolved } from '@widecast/contracts';
import { Database } from '@widecast/database';
import { LEFT_FUNNEL } from '../fences/verdict.ts';
import { FunnelExits } from '../funnels/funnel-exits.ts';
import type { NewDelivery } from '../ledger/delivery.ts';
import { Entries } from '../ledger/entries.ts';
import { GLOBAL_HOLD_OUT, isHeldOut } from '../policy/sending-policy.ts';
import { SendingPolicyService } from '../policy/sending-policy.service.ts';
import type { Template } from '../templates/template.entity.ts';
import { TemplatesService } from '../templates/templates.service.ts';

interface Beginning {
  readonly state: DeliveryState;
  readonly reason: string | null;
}

/** Messages that a step of a funnel sends, through the same ledger. */
@Injectable()
export class StepMessagesService {
  constructor(
    private readonly database: Database,
    private readonly entries: Entries,
    private readonly templates: TemplatesService,
    private readonly exits: FunnelExits,
    private readonly policies: SendingPolicyService,
  ) {}

  /** Who may not be reached is in the ledger too, with the reason, so that no contact disappears between services. */
  async request({ source, templateId, recipients, refused }: RecipientsResolved): Promise<void> {
    await this.database.transaction(async (tx) => {
      const [template] = await this.templates.use(tx, [templateId]);
      const gone = await this.exits.of(tx, source.id, recipients.map(({ contactId }) => contactId));
      const policy = await this.policies.read(tx);
      // Whatever a funnel sends is a promotion, with all that stops one.
      const common = { step: source.step, arm: null, templateId, promotion: true };
      const deliveries: NewDelivery[] = [
        ...recipients.map(({ contactId, version, email, fields }): NewDelivery => ({
          ...common, contactId, contactVersion: version, email, fields, ...(gone.has(contactId) ? LEFT : isHeldOut(policy, contactId) ? OUT : beginningOf(template)),
        })),
        ...refused.map(({ contactId, reason }): NewDelivery => ({ ...common, contactId, contactVersion: 0, email: '', fields: {}, state: 'skipped', reason })),
      ];
      await this.entries.enter(tx, { id: source.id, kind: source.kind }, deliveries);
    });
  }
}

const OUT: Beginning = { state: 'held_out', reason: GLOBAL_HOLD_OUT };
const LEFT: Beginning = { state: 'cancelled', reason: LEFT_FUNNEL };

/** A promotion in the clothes of a notice would carry no footer and no way to unsubscribe. */
function beginningOf(template: Template | undefined): Beginning {
  if (!template) return { state: 'failed', reason: 'no_template' };
  return template.kind === 'promotion' ? { state: 'pending', reason: null } : { state: 'failed', reason: 'transactional_template' };
}
