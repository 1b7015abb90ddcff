import { Injectable, Logger } from '@nestjs/common';
import { Database, type Transaction } from '@widecast/database';
import { textOfHtml } from '@widecast/mail';
import { uuidv7 } from '@widecast/messaging';
import { Conflict, Forbidden, Invalid, mayDo, NotFound, type Actor } from '@widecast/service-kit';
import { In, LessThan } from 'typeorm';
import { Brand } from '../brands/brand.entity.ts';
import type { Page } from '../paging/page.ts';
import { inspect } from './inspection.ts';
import { Template, type TemplateKind } from './template.entity.ts';

export interface NewTemplate {
  readonly name: string;
  readonly kind: TemplateKind;
  readonly brandId: string;
  readonly subject: string;
  readonly html: string;
  readonly text?: string | undefined;
}

/** A template and who speaks in it. */
export interface BrandedTemplate {
  readonly template: Template;
  readonly brand: Brand;
}

/** The kind stays: campaigns rely on it. */
export type TemplateChanges = Partial<Omit<NewTemplate, 'kind'>>;

/** A message without footer, unsubscribe link and consent has a right of its own. */
const TRANSACTIONAL = 'templates:transactional';

@Injectable()
export class TemplatesService {
  private readonly logger = new Logger('templates');

  constructor(private readonly database: Database) {}

  /** Throws {@link Invalid} naming the part, line and column of every defect, and {@link Forbidden}. */
  async create(given: NewTemplate, actor: Actor): Promise<Template> {
    const id = uuidv7();
    const { kind } = given;
    mayWrite(kind, actor);
    await this.database.transaction(async (tx) => {
      await tx.manager.insert(Template, { ...(await inspected(tx, given)), id });
    });
    this.audit({ msg: 'a template was made', templateId: id, kind, actor: actor.id });
    return await this.get(id);
  }

  /** Throws {@link Conflict} where a message was made of it: what was said stays as it was said. */
  async change(id: string, changes: TemplateChanges, actor: Actor): Promise<Template> {
    await this.database.transaction(async (tx) => {
      const template = await unused(tx, id, actor);
      const { name, kind, brandId, subject, html } = template;
      const text = changes.html === undefined ? template.text : undefined;
      await tx.manager.update(Template, { id }, await inspected(tx, { name, kind, brandId, subject, html, text, ...changes }));
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
    await tx.query('UPDATE templates SET used_at = now() WHERE id = ANY($1) AND used_at IS NULL', [ids]);
    return await tx.manager.findBy(Template, { id: In([...ids]) });
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

async function inspected(tx: Transaction, given: NewTemplate): Promise<Omit<Template, 'id' | 'createdAt'>> {
  const { name, kind, brandId, subject, html } = given;
  const text = given.text ?? textOfHtml(html);
  const fields = inspect({ subject, html, text });
  if (!(await tx.manager.existsBy(Brand, { id: brandId }))) {
    throw new Invalid('The brand is not known', [{ field: 'body.brandId', message: 'is not the id of a brand; GET /v1/brands lists them' }]);
  }
  return { name, kind, brandId, subject, html, text, fields };
}
