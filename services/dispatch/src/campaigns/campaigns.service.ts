import { Injectable } from '@nestjs/common';
import { Database } from '@widecast/database';
import { uuidv7 } from '@widecast/messaging';
import { Invalid, NotFound, type FieldError } from '@widecast/service-kit';
import { Balances, type Balance } from '../ledger/balances.ts';
import type { Template } from '../templates/template.entity.ts';
import { TemplatesService } from '../templates/templates.service.ts';
import type { Arm, Assignment } from './assignment.ts';
import { Campaign } from './campaign.entity.ts';

export type NewCampaign = Pick<Campaign, 'name' | 'segmentId' | 'arms' | 'assignment'>;

export type CampaignView = Campaign & { readonly chunksArrived: number; readonly awaited: number; readonly ledger: Balance };

@Injectable()
export class CampaignsService {
  constructor(
    private readonly database: Database,
    private readonly templates: TemplatesService,
    private readonly balances: Balances,
  ) {}

  /** Throws {@link Invalid} naming every defect. */
  async create(given: NewCampaign): Promise<CampaignView> {
    const templates = await this.templates.find(given.arms.flatMap(({ templateId }) => templateId ?? []));
    const defects = defectsOf(given, new Map(templates.map((template) => [template.id, template])));
    if (defects.length > 0) throw new Invalid(`The campaign has ${defects.length} defect(s): ${defects[0]?.field} ${defects[0]?.message}`, defects);
    const id = uuidv7();
    await this.database.dataSource.getRepository(Campaign).insert({ ...given, id });
    return await this.view(id);
  }

  list(): Promise<Campaign[]> {
    return this.database.dataSource.getRepository(Campaign).find({ order: { createdAt: 'DESC' }, take: 500 });
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
    const { chunks, awaited, ...ledger } = await this.balances.of(campaign);
    return Object.assign(campaign, { chunksArrived: chunks, awaited, ledger });
  }
}

function defectsOf({ arms, assignment }: NewCampaign, templates: ReadonlyMap<string, Template>): FieldError[] {
  const names = arms.map(({ name }) => name);
  const defects: FieldError[] = [];
  arms.forEach((arm, at) => defects.push(...armDefects(arm, `body.arms.${at}`, templates)));
  if (new Set(names).size < names.length) defects.push({ field: 'body.arms', message: 'two arms have one name; give each its own' });
  if (arms.every(({ templateId }) => templateId === null)) defects.push({ field: 'body.arms', message: 'every arm is a hold-out; give at least one a template' });
  return [...defects, ...assignmentDefects(assignment, names)];
}

function armDefects({ templateId }: Arm, field: string, templates: ReadonlyMap<string, Template>): FieldError[] {
  if (templateId === null) return [];
  const template = templates.get(templateId);
  if (!template) return [{ field: `${field}.templateId`, message: 'is not the id of a template; GET /v1/templates lists them' }];
  if (template.kind === 'promotion') return [];
  return [{ field: `${field}.templateId`, message: 'is a transactional template; a campaign sends promotions' }];
}

function assignmentDefects(assignment: Assignment, names: readonly string[]): FieldError[] {
  if (assignment.kind === 'hash') return [];
  return Object.entries(assignment.arms)
    .filter(([, arm]) => !names.includes(arm))
    .map(([value, arm]) => ({ field: `body.assignment.arms.${value}`, message: `"${arm}" is not the name of an arm (${names.join(', ')})` }));
}
