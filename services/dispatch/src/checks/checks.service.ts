import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@widecast/database';
import { nameOf } from '@widecast/mail';
import { CONFIG } from '@widecast/service-kit';
import { In } from 'typeorm';
import { Brand } from '../brands/brand.entity.ts';
import type { Campaign } from '../campaigns/campaign.entity.ts';
import { CampaignsService } from '../campaigns/campaigns.service.ts';
import type { Channel } from '../channels/channel.entity.ts';
import { ChannelsService } from '../channels/channels.service.ts';
import type { DispatchConfig } from '../config.ts';
import { domainOf } from '../messages/promotion-headers.ts';
import { SendingPolicyService } from '../policy/sending-policy.service.ts';
import { SenderRamps } from '../senders/sender-ramps.service.ts';
import { SigningKeys } from '../signing/signing-keys.ts';
import type { Template } from '../templates/template.entity.ts';
import { TemplatesService } from '../templates/templates.service.ts';
import { audienceFindings, costOf, holdOutFindings, type Cost, type Found, type Reach, type Shares } from './audience-findings.ts';
import { channelFinding } from './channel-finding.ts';
import { contentFindings, languageFindings } from './content-findings.ts';
import { domainFindings } from './domain-findings.ts';
import { DomainRecords } from './domain-records.ts';
import { contactFieldFindings, fieldFindings } from './field-findings.ts';
import { finding, type Finding } from './finding.ts';
import { hoursFindings } from './hours-findings.ts';
import { linkFinding } from './link-finding.ts';
import { relayFindings } from './relay-findings.ts';
import { warmUpFindings } from './warm-up-findings.ts';

export interface CheckView {
  readonly campaignId: string;
  /** There is no finding of the severity `error`. */
  readonly ready: boolean;
  readonly audience: Reach | null;
  readonly cost: Cost | null;
  readonly findings: readonly Finding[];
}

interface Neighbour {
  readonly [column: string]: unknown;
  readonly name: string;
  readonly state: string;
}

interface MailLook {
  readonly domains: readonly string[];
  readonly messagesFrom: (domain: string) => number | undefined;
  readonly reach: Reach | undefined;
}

const NEIGHBOURS = `
  SELECT name, state FROM campaigns WHERE segment_id = $1 AND id <> $2
    AND (state IN ('scheduled', 'launched', 'running', 'paused') OR (state = 'finished' AND finished_at > now() - interval '7 days')) ORDER BY launched_at DESC LIMIT 5`;

const ORDER: Readonly<Record<Finding['severity'], number>> = { error: 0, warning: 1, unknown: 2, ok: 3 };

/** Looks at a campaign before its launch: what would go wrong, and what it will cost. Changes nothing. */
@Injectable()
export class ChecksService {
  private readonly records: DomainRecords;

  constructor(
    private readonly database: Database,
    private readonly campaigns: CampaignsService,
    private readonly templates: TemplatesService,
    private readonly signing: SigningKeys,
    private readonly ramps: SenderRamps,
    private readonly channels: ChannelsService,
    private readonly policies: SendingPolicyService,
    @Inject(CONFIG) private readonly config: DispatchConfig,
  ) {
    this.records = new DomainRecords(config.DNS_SERVERS);
  }

  /** Who is reached comes from segmentation; undefined where it could not be asked. Throws NotFound. */
  async check(id: string, found: Found): Promise<CheckView> {
    const reach = found === 'no_segment' ? undefined : found;
    const campaign = await this.campaigns.get(id);
    const templates = await this.templates.find(campaign.arms.flatMap(({ templateId }) => templateId ?? []));
    const brands = await this.brandsOf(templates);
    const domains = [...new Set(brands.map(({ fromAddress }) => senderIn(fromAddress)))];
    const shares: Shares = { arms: campaign.arms, assignment: campaign.assignment, policy: await this.policies.read() };
    const messagesFrom = (domain: string): number | undefined => reach && messagesOf(shares, reach, templates, brands.filter(({ fromAddress }) => senderIn(fromAddress) === domain));
    const channel = await this.channelOf(campaign);
    const findings = [
      ...audienceFindings(found),
      ...holdOutFindings(shares),
      ...contactFieldFindings({ addressField: channel?.addressField ?? null, zoneField: zoneFieldOf(campaign, brands), armField: armFieldOf(campaign) }, reach),
      ...(await this.neighbours(campaign)),
      linkFinding(this.config),
      ...hoursFindings(campaign.sendingWindow, brands, Date.now()),
      ...contentsOf(campaign, templates, reach),
      ...(channel ? [channelFinding(channel)] : await this.mailFindings(campaign, { domains, messagesFrom, reach })),
    ].toSorted((a, b) => ORDER[a.severity] - ORDER[b.severity]);
    return { campaignId: id, ready: findings.every(({ severity }) => severity !== 'error'), audience: reach ?? null, cost: costOf(shares, reach), findings };
  }

  /** What the campaign needs to know of each contact. Throws NotFound. */
  async mergeFields(id: string): Promise<{ campaignId: string; segmentId: string; fields: string[] }> {
    const campaign = await this.campaigns.get(id);
    const [templates, channel] = [await this.templates.find(campaign.arms.flatMap(({ templateId }) => templateId ?? [])), await this.channelOf(campaign)];
    const fields = new Set([...templates.flatMap(({ neededFields }) => neededFields), channel?.addressField, zoneFieldOf(campaign, await this.brandsOf(templates)), armFieldOf(campaign)].filter((field) => typeof field === 'string'));
    return { campaignId: id, segmentId: campaign.segmentId, fields: [...fields].toSorted() };
  }

  private brandsOf(templates: readonly Template[]): Promise<Brand[]> {
    return this.database.dataSource.getRepository(Brand).findBy({ id: In(templates.map(({ brandId }) => brandId)) });
  }

  private async channelOf({ channelId }: Campaign): Promise<Channel | undefined> {
    return channelId === null ? undefined : await this.channels.get(channelId);
  }

  /** What only mail needs: relays, and what receivers look up of a domain. */
  private async mailFindings(campaign: Campaign, { domains, messagesFrom, reach }: MailLook): Promise<Finding[]> {
    const signer = await this.signing.current();
    return [
      ...(await relayFindings(this.config.SMTP_URL, reach)),
      ...(await Promise.all(domains.map((domain) => domainFindings(domain, signer.keysFor(domain), this.records)))).flat(),
      ...(await Promise.all(domains.map((domain) => this.warmUp(campaign, domain, messagesFrom(domain))))).flat(),
    ];
  }

  private async warmUp({ id, timeToLiveHours }: Campaign, domain: string, messages: number | undefined): Promise<Finding[]> {
    const [relay, ...others] = (this.config.SMTP_URL ?? []).map(nameOf);
    const { isNew, ramps } = await this.ramps.of({ domain, campaignId: id, relay: others.length === 0 ? relay : undefined });
    return warmUpFindings({ domain, messages, timeToLiveHours, isNew }, ramps, Date.now());
  }

  private async neighbours({ id, segmentId }: Campaign): Promise<Finding[]> {
    const others = await this.database.query<Neighbour>(NEIGHBOURS, [segmentId, id]);
    if (others.length === 0) return [finding('ok', 'same_audience', 'campaign', 'no other campaign went to this segment lately')];
    const names = others.map(({ name, state }) => `"${name}" (${state})`).join(', ');
    return [finding('warning', 'same_audience', 'campaign', `other campaigns go to the same segment: ${names}; a frequency cap (PUT /v1/sending-policy) keeps contacts from getting all of them at once`)];
  }
}

const zoneFieldOf = ({ zoneField }: Campaign, brands: readonly Brand[]): string | null => zoneField ?? brands.find((brand) => brand.zoneField !== null)?.zoneField ?? null;

const armFieldOf = ({ assignment }: Campaign): string | null => (assignment.kind === 'attribute' ? assignment.attribute : null);

const senderIn = (address: string): string => domainOf(address).toLowerCase();

/** How many of its messages are in the name of these brands; all of the audience at most. */
function messagesOf(shares: Shares, reach: Reach, templates: readonly Template[], brands: readonly Brand[]): number {
  const theirs = new Set(templates.filter(({ brandId }) => brands.some(({ id }) => id === brandId)).map(({ id }) => id));
  const arms = shares.arms.map((arm) => (arm.templateId !== null && theirs.has(arm.templateId) ? arm : { ...arm, templateId: null }));
  return costOf({ ...shares, arms }, reach)?.messages ?? (theirs.size === 0 ? 0 : reach.audience);
}

function contentsOf({ arms, channelId }: Campaign, templates: readonly Template[], reach: Reach | undefined): Finding[] {
  const byId = new Map(templates.map((template) => [template.id, template]));
  return arms.flatMap(({ name, templateId }) => {
    if (templateId === null) return [];
    const template = byId.get(templateId);
    const about = `arm "${name}"`;
    return template ? [...contentFindings(about, template, channelId === null ? 'mail' : 'text'), ...languageFindings(about, template), ...fieldFindings(about, template, reach)] : [finding('error', 'template', about, 'its template was removed; change the campaign')];
  });
}
