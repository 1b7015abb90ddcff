import { Controller } from '@nestjs/common';
import { deliveryState } from '@widecast/contracts';
import { endpoint, Handles, Input, type InputOf } from '@widecast/service-kit';
import { z } from 'zod';
import { DeliveriesService, type DeliveryView } from '../ledger/deliveries.service.ts';
import { arm, assignment } from './assignment.ts';
import { CampaignRunService } from './campaign-run.service.ts';
import { CampaignsService, type CampaignView } from './campaigns.service.ts';
import type { Campaign } from './campaign.entity.ts';

const count = z.int().min(0);
const campaign = z.object({
  id: z.uuid(), name: z.string(), segmentId: z.uuid(), arms: z.array(arm), assignment, version: z.int(),
  reason: z.string().nullable().describe('Why a rule has brought it into its state: ledger_gap, unknown_segment, empty_audience'),
  state: z.enum(['draft', 'launched', 'running', 'paused', 'finished', 'cancelled']),
  selected: count.nullable(), leftOut: z.record(z.string(), count).nullable(), audience: count.nullable(), chunks: count.nullable(),
  createdAt: z.date(), launchedAt: z.date().nullable(), finishedAt: z.date().nullable(),
});
const ledger = z.object({ audience: count, balanced: z.boolean(), ...Object.fromEntries(deliveryState.options.map((state) => [state, count])) });
const view = campaign.extend({
  chunksArrived: count, awaited: z.int().describe('Contacts of the audience that have not come to the ledger yet: audience = awaited + all states'), ledger,
});
const one = z.object({ id: z.uuid() });
const delivery = z.object({
  seq: z.int(), contactId: z.uuid(), email: z.string(), arm: z.string().nullable(), state: deliveryState, reason: z.string().nullable(),
  attempt: count, mark: z.string().nullable(), updatedAt: z.date(),
});

const createCampaign = endpoint({
  method: 'POST', path: 'campaigns', scope: 'campaigns:write', summary: 'Draft a campaign',
  body: z.strictObject({
    name: z.string().trim().min(1).max(200), segmentId: z.uuid(), arms: z.array(arm).min(1).max(20),
    assignment: assignment.default({ kind: 'hash' }).describe('By hash: in proportion to the weights. By attribute: as a past experiment has put each contact.'),
  }),
  response: view,
});
const listCampaigns = endpoint({
  method: 'GET', path: 'campaigns', scope: 'campaigns:read', summary: 'Campaigns, the newest first', response: z.object({ campaigns: z.array(campaign) }),
});
const showCampaign = endpoint({
  method: 'GET', path: 'campaigns/:id', scope: 'campaigns:read', summary: 'A campaign and its ledger as it is now', params: one, response: view,
});
const action = (name: string, summary: string) =>
  endpoint({ method: 'POST', path: `campaigns/:id/${name}`, scope: 'campaigns:write', status: 200, summary, params: one, response: view });
const launchCampaign = action('launch', 'Freeze the audience and send');
const pauseCampaign = action('pause', 'Let nothing more leave, within two seconds');
const resumeCampaign = action('resume', 'Go on');
const cancelCampaign = action('cancel', 'Let nothing more leave, for ever');
const listDeliveries = endpoint({
  method: 'GET', path: 'campaigns/:id/deliveries', scope: 'campaigns:read', summary: 'The ledger, row by row', params: one,
  query: z.object({
    state: deliveryState.optional(), limit: z.coerce.number().int().min(1).max(1000).default(100),
    after: z.coerce.number().int().min(-1).default(-1).describe('The seq after which to go on'),
  }),
  response: z.object({ deliveries: z.array(delivery), next: z.int().nullable() }),
});

@Controller()
export class CampaignsController {
  constructor(
    private readonly campaigns: CampaignsService,
    private readonly runs: CampaignRunService,
    private readonly deliveries: DeliveriesService,
  ) {}

  @Handles(createCampaign)
  create(@Input() { body }: InputOf<typeof createCampaign>): Promise<CampaignView> {
    return this.campaigns.create(body);
  }

  @Handles(listCampaigns)
  async list(): Promise<{ campaigns: Campaign[] }> {
    return { campaigns: await this.campaigns.list() };
  }

  @Handles(showCampaign)
  show(@Input() { params }: InputOf<typeof showCampaign>): Promise<CampaignView> {
    return this.campaigns.view(params.id);
  }

  @Handles(launchCampaign)
  async launch(@Input() { params: { id } }: InputOf<typeof launchCampaign>): Promise<CampaignView> {
    await this.runs.launch(id);
    return await this.campaigns.view(id);
  }

  @Handles(pauseCampaign)
  async pause(@Input() { params: { id } }: InputOf<typeof pauseCampaign>): Promise<CampaignView> {
    await this.runs.pause(id);
    return await this.campaigns.view(id);
  }

  @Handles(resumeCampaign)
  async resume(@Input() { params: { id } }: InputOf<typeof resumeCampaign>): Promise<CampaignView> {
    await this.runs.resume(id);
    return await this.campaigns.view(id);
  }

  @Handles(cancelCampaign)
  async cancel(@Input() { params: { id } }: InputOf<typeof cancelCampaign>): Promise<CampaignView> {
    await this.runs.cancel(id);
    return await this.campaigns.view(id);
  }

  @Handles(listDeliveries)
  async listDeliveries(@Input() { params, query }: InputOf<typeof listDeliveries>): Promise<{ deliveries: DeliveryView[]; next: number | null }> {
    await this.campaigns.get(params.id);
    return await this.deliveries.list(params.id, query);
  }
}
