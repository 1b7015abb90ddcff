import { Controller } from '@nestjs/common';
import { endpoint, Handles, Input, type InputOf } from '@widecast/service-kit';
import { z } from 'zod';
import { ChunkRequestsService } from '../audiences/chunk-requests.service.ts';
import { campaignView, stateCounts } from '../campaigns/campaigns.endpoints.ts';
import { CampaignsService, type CampaignView } from '../campaigns/campaigns.service.ts';
import { CompactionService } from '../archives/compaction.service.ts';
import { Counts, type Audit } from './counts.ts';

const one = z.object({ id: z.uuid() });
const requestChunks = endpoint({
  method: 'POST', path: 'campaigns/:id/request-chunks', scope: 'campaigns:write', status: 202, summary: 'Ask once more for what is missing of the audience',
  description: 'Segmentation publishes the same frozen chunks again. A campaign that a gap has paused stays paused until it is resumed.',
  params: one, response: campaignView,
});
const auditLedger = endpoint({
  method: 'GET', path: 'campaigns/:id/audit', scope: 'campaigns:read', summary: 'Count every delivery, beside the counts that are kept',
  description: 'The ledger of a campaign is looked at by running counts. This reads all of its rows: some tenths of a second for a million.',
  params: one, response: z.object({ kept: stateCounts, counted: stateCounts, agrees: z.boolean() }),
});
const compactLedger = endpoint({
  method: 'POST', path: 'campaigns/:id/compact', scope: 'campaigns:write', status: 202, summary: 'Make the ledger of a campaign that is over small, now',
  description: 'It is done in the background, as LEDGER_KEEP_DAYS would do later. Totals, and what became of each contact, are kept; merge fields are not.',
  params: one, response: campaignView,
});

/** What an operator may ask of the ledger of a campaign. */
@Controller()
export class LedgersController {
  constructor(
    private readonly campaigns: CampaignsService,
    private readonly chunkRequests: ChunkRequestsService,
    private readonly counts: Counts,
    private readonly compactions: CompactionService,
  ) {}

  @Handles(requestChunks)
  async requestChunks(@Input() { params: { id } }: InputOf<typeof requestChunks>): Promise<CampaignView> {
    await this.chunkRequests.requestMissing(id);
    return await this.campaigns.view(id);
  }

  @Handles(compactLedger)
  async compact(@Input() { params: { id } }: InputOf<typeof compactLedger>): Promise<CampaignView> {
    await this.compactions.ask(id);
    return await this.campaigns.view(id);
  }

  @Handles(auditLedger)
  async audit(@Input() { params: { id } }: InputOf<typeof auditLedger>): Promise<Audit> {
    await this.campaigns.get(id);
    return await this.counts.audit(id);
  }
}
