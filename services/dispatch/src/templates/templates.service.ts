import { Injectable, Logger } from '@nestjs/common';
import { Database, type Transaction } from '@widecast/database';
import type { AdvertisingMark, Language } from '@widecast/mail';
import { uuidv7 } from '@widecast/messaging';
import { Conflict, Forbidden, Invalid, mayDo, NotFound, type Actor } from '@widecast/service-kit';
import { In, LessThan } from 'typeorm';
import { Brand } from '../brands/brand.entity.ts';
import type { Page } from '../paging/page.ts';
import { SenderWarmUps } from '../senders/sender-warm-ups.service.ts';
import { finished } from './finished.ts';
import { type MissingFields, Template, type TemplateKind } from './template.entity.ts';
import type { TemplateDraft } from './workshop/jobs.ts';
import { Workshop } from './workshop/workshop.ts';

export interface NewTemplate extends TemplateDraft {
  readonly name: string;
  readonly kind: TemplateKind;
  readonly brandId: string;
  readonly language: Language;
  readonly missingFields: MissingFields;
  readonly advertising: AdvertisingMark | null;
}

/** A template and who speaks in it. */
export interface BrandedTemplate {
  readonly template: Template;
  readonly brand: Brand;
  /** Its links lead by way of us. */
  readonly isTracked?: boolean;
}

/** The kind stays: campaigns rely on it. */
export type TemplateChanges = Partial<Omit<NewTemplate, 'kind'>>;

/** A message without footer, unsubscribe link and consent has a right of its own. */
const TRANSACTIONAL = 'templates:transactional';

@Injectable()
export class TemplatesService {
  private readonly logger = new Logger('templates');

  constructor(
    private readonly database: Database,
    private readonly workshop: Workshop,
    private readonly warmUps: SenderWarmUps,
  ) {}

  /** Throws {@link Invalid} naming the part, line and column of every defect, and {@link Forbidden}. */
  async create(given: NewTemplate, actor: Actor): Promise<Template> {
    const id = uuidv7();
    const { name, kind, brandId, language, advertising, missingFields } = given;
    mayWrite(kind, actor);
    const content = await finished(this.workshop, given, missingFields);
    await this.database.transaction(async (tx) => {
      await demandBrand(tx, brandId);
      await tx.manager.insert(Template, { name, kind, brandId, language, advertising, ...content, id });
    });
    this.audit({ msg: 'a template was made', templateId: id, kind, actor: actor.id });
    return await this.get(id);
  }

  /** Throws {@link Conflict} where a message was made of it: what was said stays as it was said. */
  async change(id: string, changes: TemplateChanges, actor: Actor): Promise<Template> {
    const before = await this.get(id);
    const content = await finished(this.workshop, changedDraft(before, changes), changes.missingFields ?? before.missingFields);
    const { subject: _subject, html: _html, mjml: _mjml, text: _text, ...others } = changes;
    await this.database.transaction(async (tx) => {
      const { html, text, subject } = await unused(tx, id, actor);
      if (html !== before.html || text !== before.text || subject !== before.subject) throw new Conflict('Somebody else has changed this template at this moment; look at it and try again');
      if (changes.brandId !== undefined) await demandBrand(tx, changes.brandId);
      await tx.manager.update(Template, { id }, { ...others, ...content });
    });
    const changed = await this.get(id);
    this.audit({ msg: 'a template was changed', templateId: id, kind: changed.kind, actor: actor.id });
    return changed;
  }

  /** Throws {@link Conflict} where a message was made of it or a campaign has it. */
  async remove(id: string, actor: Actor): Promise<void> {
    await this.database.transaction(async (tx) => {
      await unused(tx, id, actor);
      const [campaign] = await tx.query<{ name: string }>('SELECT name FROM campaigns WHERE arms @> $1 LIMIT 1', [JSON.stringify([{ templateId: id }])]);
      if (campaign) throw new Conflict(`The campaign "${campaign.name}" has this template; change or remove the campaign first`);
      await tx.manager.delete(Template, { id });
    });
  }

  /** The newest first. */
  list({ limit, after }: Page): Promise<Template[]> {
    return this.database.dataSource.getRepository(Template).find({ where: after === undefined ? {} : { id: LessThan(after) }, order: { id: 'DESC' }, take: limit });
  }

  /** Throws {@link NotFound}. */
  async get(id: string): Promise<Template> {
    const [template] = await this.find([id]);
    if (!template) throw new NotFound('template', id);
    return template;
  }

  /** Those of the ids that there are. */
  find(ids: readonly string[]): Promise<Template[]> {
    return this.database.dataSource.getRepository(Template).findBy({ id: In([...ids]) });
  }

  /** Those of the ids that there are; from now on they stay as they are. */
  async use(tx: Transaction, ids: readonly string[]): Promise<Template[]> {
    const first = await tx.query<{ brandId: string }>('UPDATE templates SET used_at = now() WHERE id = ANY($1) AND used_at IS NULL RETURNING brand_id AS "brandId"', [ids]);
    if (first.length > 0) await this.warmUps.meet(tx, first.map(({ brandId }) => brandId));
    return await tx.manager.findBy(Template, { id: In([...ids]) });
  }

  /** With its brand. Throws {@link NotFound}. */
  async brandedOne(id: string): Promise<BrandedTemplate> {
    const found = (await this.branded([id])).get(id);
    if (!found) throw new NotFound('template', id);
    return found;
  }

  /** With their brands, by id. */
  async branded(ids: readonly string[]): Promise<Map<string, BrandedTemplate>> {
    const templates = await this.find(ids);
    const brands = await this.database.dataSource.getRepository(Brand).findBy({ id: In(templates.map(({ brandId }) => brandId)) });
    const byId = new Map(brands.map((brand) => [brand.id, brand]));
    return new Map(templates.flatMap((template) => {
      const brand = byId.get(template.brandId);
      return brand ? [[template.id, { template, brand }] as const] : [];
    }));
  }

  /** What may pass without a consent is never made unseen. */
  private audit(line: { readonly kind: TemplateKind; readonly msg: string; readonly templateId: string; readonly actor: string }): void {
    if (line.kind === 'transactional') this.logger.log({ ...line, audit: true });
  }
}

function mayWrite(kind: TemplateKind, actor: Actor): void {
  if (kind === 'promotion' || mayDo(actor, TRANSACTIONAL)) return;
  throw new Forbidden(`A transactional template needs the right ${TRANSACTIONAL}, which "${actor.name}" does not have`);
}

async function unused(tx: Transaction, id: string, actor: Actor): Promise<Template> {
  const [row] = await tx.query<{ isUsed: boolean }>('SELECT used_at IS NOT NULL AS "isUsed" FROM templates WHERE id = $1 FOR UPDATE', [id]);
  if (!row) throw new NotFound('template', id);
  if (row.isUsed) throw new Conflict('Messages were made of this template, so it stays as it is; make a new one');
  const template = await tx.manager.findOneByOrFail(Template, { id });
  mayWrite(template.kind, actor);
  return template;
}

async function demandBrand(tx: Transaction, id: string): Promise<void> {
  if (await tx.manager.existsBy(Brand, { id })) return;
  throw new Invalid('The brand is not known', [{ field: 'body.brandId', message: 'is not the id of a brand; GET /v1/brands lists them' }]);
}

/** Where the html changes and no text is given, the text is made from it. */
function changedDraft(before: Template, { subject, html, mjml, text }: TemplateChanges): TemplateDraft {
  const isNew = html !== undefined || mjml !== undefined;
  const body = isNew ? { html, mjml } : before.mjml === null ? { html: before.html } : { mjml: before.mjml };
  return { subject: subject ?? before.subject, ...body, text: text ?? (isNew ? undefined : before.text) };
}
