import { Controller } from '@nestjs/common';
import { deliveryState } from '@widecast/contracts';
import { endpoint, Handles, Input, type InputOf } from '@widecast/service-kit';
import { z } from 'zod';
import { CampaignsService } from '../campaigns/campaigns.service.ts';
import { Reasons, type ReasonView } from './reasons.service.ts';

const reason = z.object({
  state: deliveryState, reason: z.string().describe('A reply of the receiver, like 451 4.3.2, or a word of ours, like no_smtputf8'),
  domain: z.string().describe('The receiving domain; empty of those who were erased'), deliveries: z.int(), attempts: z.int().describe('Conversations that the one with the most has had'),
  nextAt: z.date().nullable().describe('When the first of them is taken up again; null where no clock says it'),
}).meta({ examples: [{ state: 'deferred', reason: '451 4.3.2', domain: 'acme.example', deliveries: 312, attempts: 4, nextAt: '2026-11-24T10:05:00.000Z' }] });
const listReasons = endpoint({
  method: 'GET', path: 'campaigns/:id/reasons', scope: 'campaigns:read', summary: 'Why deliveries are deferred, held, failed, …, by receiver',
  description: 'The most frequent first. Reads all rows of the ledger: a second or two for a million.',
  params: z.object({ id: z.uuid() }), query: z.object({ limit: z.coerce.number().int().min(1).max(1000).default(100) }), response: z.object({ reasons: z.array(reason) }),
});

@Controller()
export class ReasonsController {
  constructor(
    private readonly campaigns: CampaignsService,
    private readonly reasons: Reasons,
  ) {}

  @Handles(listReasons)
  async list(@Input() { params: { id }, query: { limit } }: InputOf<typeof listReasons>): Promise<{ reasons: ReasonView[] }> {
    await this.campaigns.get(id);
    return { reasons: await this.reasons.of(id, limit) };
  }
}
