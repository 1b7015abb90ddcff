import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '@widecast/database';
import { uuidv7 } from '@widecast/messaging';
import { Invalid, NotFound, type FieldError } from '@widecast/service-kit';
import { In } from 'typeorm';
import { Brand } from '../brands/brand.entity.ts';
import { CompiledTemplate } from './compiled-template.ts';
import { fieldsOf, parseLiquid, TemplateDefect, type Flavour } from './liquid.ts';
import { Template, type TemplateKind } from './template.entity.ts';
import { textOfHtml } from './text-of-html.ts';

export interface NewTemplate {
  readonly name: string;
  readonly kind: TemplateKind;
  readonly brandId: string;
  readonly subject: string;
  readonly html: string;
  readonly text?: string | undefined;
}

/** What we put into a message ourselves. */
const OURS = new Set(['unsubscribe_url']);

@Injectable()
export class TemplatesService {
  constructor(private readonly database: Database) {}

  /** Throws {@link Invalid} naming the part, line and column of every defect. */
  async create(given: NewTemplate): Promise<Template> {
    const whole = { ...given, text: given.text ?? textOfHtml(given.html) };
    const fields = inspect(whole);
    if (!(await this.database.dataSource.getRepository(Brand).existsBy({ id: given.brandId }))) {
      throw new Invalid('The brand is not known', [{ field: 'body.brandId', message: 'is not the id of a brand; GET /v1/brands lists them' }]);
    }
    const templates = this.database.dataSource.getRepository(Template);
    const id = uuidv7();
    await templates.insert({ ...whole, id, fields });
    return await this.get(id);
  }

  list(): Promise<Template[]> {
    return this.database.dataSource.getRepository(Template).find({ order: { createdAt: 'DESC' }, take: 500 });
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

  /** Ready to be rendered, by id. */
  async compile(ids: readonly string[]): Promise<Map<string, CompiledTemplate>> {
    const templates = await this.find(ids);
    const brands = await this.database.dataSource.getRepository(Brand).findBy({ id: In(templates.map(({ brandId }) => brandId)) });
    const byId = new Map(brands.map((brand) => [brand.id, brand]));
    return new Map(templates.flatMap((template) => {
      const brand = byId.get(template.brandId);
      return brand ? [[template.id, new CompiledTemplate(template, brand)] as const] : [];
    }));
  }
}

function inspect({ subject, html, text }: { subject: string; html: string; text: string }): string[] {
  const defects: FieldError[] = [];
  const fields = new Set<string>();
  const look = (field: string, flavour: Flavour, source: string): void => {
    try {
      for (const name of fieldsOf(flavour, parseLiquid(flavour, source))) if (!OURS.has(name)) fields.add(name);
    } catch (error) {
      if (!(error instanceof TemplateDefect)) throw error;
      defects.push({ field: `body.${field}`, message: `line ${error.line}, column ${error.column}: ${error.message}` });
    }
  };
  look('subject', 'plain', subject);
  look('html', 'html', html);
  if (defects.length === 0) look('text', 'plain', text);
  if (html.lastIndexOf('<!--') > html.lastIndexOf('-->')) defects.push({ field: 'body.html', message: 'a comment is not closed and would hide the footer; add -->' });
  if (defects.length > 0) throw new Invalid(`The template has ${defects.length} defect(s): ${defects[0]?.field} ${defects[0]?.message}`, defects);
  return [...fields].toSorted();
}
