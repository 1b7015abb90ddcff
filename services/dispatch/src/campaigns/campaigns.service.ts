import { Injectable } from '@nestjs/common';
import { campaignStateChanged } from '@widecast/contracts';
import { Database, type Transaction } from '@widecast/database';
import { Outbox, uuidv7 } from '@widecast/messaging';
import { Conflict, Invalid, NotFound, type FieldError } from '@widecast/service-kit';
import { LessThan } from 'typeorm';
import { ChunksRepository, type Gap } from '../audiences/chunks.repository.ts';
import { RelayFaultsService, type RelayFault } from '../lanes/relay-faults.service.ts';
import { Balances, type Balance } from '../ledger/balances.ts';
import type { Page } from '../paging/page.ts';
import { TemplatesService } from '../templates/templates.service.ts';
import { Campaign } from './campaign.entity.ts';
import { defectsOf } from './defects.ts';

export type NewCampaign = Pick<Campaign, 'name' | 'segmentId' | 'arms' | 'assignment' | 'sendingWindow' | 'zoneField' | 'timeToLiveHours' | 'inDoubt' | 'channelId' | 'weight' | 'tracked'>;

/** Missing chunks that are shown. */
const SHOWN = 100;

/** Why its channel cannot be used. */
interface ChannelFault {
  readonly why: string;
  readonly since: Date;
}

export type CampaignView = Campaign & Gap & { readonly chunksArrived: number; readonly awaited: number; readonly ledger: Balance; readonly relayFaults: readonly RelayFault[]; readonly channelFault: ChannelFault | null };

const AT_WORK: ReadonlySet<Campaign['state']> = new Set(['launched', 'running', 'paused']);

@Injectable()
export class CampaignsService {
  constructor(
    private readonly database: Database,
    private readonly templates: TemplatesService,
    private readonly balances: Balances,
    private readonly chunks: ChunksRepository,
    private readonly relayFaults: RelayFaultsService,
    private readonly outbox: Outbox,
  ) {}

  /** Throws {@link Invalid} naming every defect. */
  async create(campaign: NewCampaign): Promise<CampaignView> {
    await this.inspect(campaign);
    const id = uuidv7();
    await this.database.transaction(async (tx) => {
      await tx.manager.insert(Campaign, { ...campaign, id });
      await this.tell(tx, { ...campaign, id, version: 0 }, 'draft');
    });
    return await this.view(id);
  }

  /** Throws {@link Conflict} where it was launched, {@link Invalid} naming every defect. */
  async change(id: string, changes: Partial<NewCampaign>): Promise<CampaignView> {
    await this.database.transaction(async (tx) => {
      const { name, segmentId, arms, assignment, sendingWindow, zoneField, timeToLiveHours, inDoubt, channelId, weight, tracked, version } = await draft(tx, id);
      const changed = { name, segmentId, arms, assignment, sendingWindow, zoneField, timeToLiveHours, inDoubt, channelId, weight, tracked, ...changes };
      await this.inspect(changed);
      await tx.manager.update(Campaign, { id }, { ...changed, version: version + 1 });
      await this.tell(tx, { ...changed, id, version: version + 1 }, 'draft');
    });
    return await this.view(id);
  }

  /** Effective with the next claim, in every process. Throws {@link NotFound}. */
  async weigh(id: string, weight: number): Promise<CampaignView> {
    await this.database.transaction(async (tx) => {
      await tx.query('UPDATE campaigns SET weight = $2 WHERE id = $1', [id, weight]);
      await tx.query('UPDATE sources SET weight = $2 WHERE id = $1', [id, weight]);
    });
    return await this.view(id);
  }

  /** Throws {@link Conflict} where it was launched. */
  async remove(id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { version, name, segmentId } = await draft(tx, id);
      await tx.manager.delete(Campaign, { id });
      await this.tell(tx, { id, version: version + 1, name, segmentId }, 'cancelled');
    });
  }

  /** The newest first. */
  list({ limit, after }: Page): Promise<Campaign[]> {
    return this.database.dataSource.getRepository(Campaign).find({ where: after === undefined ? {} : { id: LessThan(after) }, order: { id: 'DESC' }, take: limit });
  }

  /** Throws {@link NotFound}. */
  async get(id: string): Promise<Campaign> {
    const campaign = await this.database.dataSource.getRepository(Campaign).findOneBy({ id });
    if (!campaign) throw new NotFound('campaign', id);
    return campaign;
  }

  /** The campaign with its ledger as it is now. Throws {@link NotFound}. */
  async view(id: string): Promise<CampaignView> {
    const campaign = await this.get(id);
    const { chunks, awaited, ...ledger } = await this.balances.of(id);
    return Object.assign(campaign, await this.chunks.gapOf(this.database, campaign, SHOWN), {
      chunksArrived: chunks, awaited, ledger, relayFaults: await this.faultsOf(campaign), channelFault: await this.channelFaultOf(campaign),
    });
  }

  /** Others must know of drafts: a segment that one goes to stays. */
  private async tell(tx: Transaction, { id, version, name, segmentId }: Pick<Campaign, 'id' | 'version' | 'name' | 'segmentId'>, state: 'draft' | 'cancelled'): Promise<void> {
    const reason = state === 'cancelled' ? 'removed' : null;
    await this.outbox.append(tx, campaignStateChanged, [{ campaignId: id, version, state, reason, at: new Date().toISOString(), name, segmentId }]);
  }

  /** What keeps its mail waiting, or on fewer ways. */
  private async faultsOf({ state, channelId }: Campaign): Promise<RelayFault[]> {
    return channelId === null && AT_WORK.has(state) ? await this.relayFaults.list() : [];
  }

  private async channelFaultOf({ state, channelId }: Campaign): Promise<ChannelFault | null> {
    if (channelId === null || !AT_WORK.has(state)) return null;
    const [fault = null] = await this.database.query<{ why: string; since: Date }>('SELECT fault AS why, fault_at AS since FROM channels WHERE id = $1 AND fault IS NOT NULL', [channelId]);
    return fault;
  }

  private async channelDefects(id: string): Promise<FieldError[]> {
    const rows = await this.database.query('SELECT FROM channels WHERE id = $1', [id]);
    return rows.length > 0 ? [] : [{ field: 'body.channelId', message: 'is not the id of a channel; GET /v1/channels lists them' }];
  }

  private async inspect(campaign: NewCampaign): Promise<void> {
    const templates = await this.templates.find(campaign.arms.flatMap(({ templateId }) => templateId ?? []));
    const defects = defectsOf(campaign, new Map(templates.map((template) => [template.id, template])));
    if (campaign.channelId !== null) defects.push(...(await this.channelDefects(campaign.channelId)));
    if (defects.length > 0) throw new Invalid(`The campaign has ${defects.length} defect(s): ${defects[0]?.field} ${defects[0]?.message}`, defects);
  }
}

/** A launch waits until it is changed or removed. */
async function draft(tx: Transaction, id: string): Promise<Campaign> {
  const campaign = await tx.manager.findOne(Campaign, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!campaign) throw new NotFound('campaign', id);
  if (campaign.state !== 'draft') throw new Conflict(`Only a draft can be changed or removed, and this campaign is ${campaign.state}`);
  return campaign;
}
