import { Controller } from '@nestjs/common';
import { Handles, Input, type InputOf } from '@widecast/service-kit';
import { DeliveriesService, type DeliveryView } from '../ledger/deliveries.service.ts';
import { given, nextOf } from '../paging/page.ts';
import { CampaignRunService } from './campaign-run.service.ts';
import type { Campaign } from './campaign.entity.ts';
import {
  cancelCampaign, changeCampaign, createCampaign, launchCampaign, listCampaigns, listDeliveries, pauseCampaign, removeCampaign, resumeCampaign, showCampaign,
  unscheduleCampaign, weighCampaign,
} from './campaigns.endpoints.ts';
import { SchedulesService } from './schedules.service.ts';
import { CampaignsService, type CampaignView } from './campaigns.service.ts';

@Controller()
export class CampaignsController {
  constructor(
    private readonly campaigns: CampaignsService,
    private readonly runs: CampaignRunService,
    private readonly schedules: SchedulesService,
    private readonly deliveries: DeliveriesService,
  ) {}

  @Handles(createCampaign)
  create(@Input() { body }: InputOf<typeof createCampaign>): Promise<CampaignView> {
    return this.campaigns.create(body);
  }

  @Handles(listCampaigns)
  async list(@Input() { query }: InputOf<typeof listCampaigns>): Promise<{ campaigns: Campaign[]; next: string | null }> {
    const campaigns = await this.campaigns.list(query);
    return { campaigns, next: nextOf(campaigns, query) };
  }

  @Handles(showCampaign)
  show(@Input() { params }: InputOf<typeof showCampaign>): Promise<CampaignView> {
    return this.campaigns.view(params.id);
  }

  @Handles(changeCampaign)
  change(@Input() { params, body }: InputOf<typeof changeCampaign>): Promise<CampaignView> {
    return this.campaigns.change(params.id, given(body));
  }

  @Handles(removeCampaign)
  async remove(@Input() { params }: InputOf<typeof removeCampaign>): Promise<void> {
    await this.campaigns.remove(params.id);
  }

  @Handles(launchCampaign)
  async launch(@Input() { params: { id }, body: { at } }: InputOf<typeof launchCampaign>): Promise<CampaignView> {
    await (at === undefined ? this.runs.launchOnce(id) : this.schedules.schedule(id, new Date(at)));
    return await this.campaigns.view(id);
  }

  @Handles(unscheduleCampaign)
  async unschedule(@Input() { params: { id } }: InputOf<typeof unscheduleCampaign>): Promise<CampaignView> {
    await this.schedules.unschedule(id);
    return await this.campaigns.view(id);
  }

  @Handles(weighCampaign)
  weigh(@Input() { params, body }: InputOf<typeof weighCampaign>): Promise<CampaignView> {
    return this.campaigns.weigh(params.id, body.weight);
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
