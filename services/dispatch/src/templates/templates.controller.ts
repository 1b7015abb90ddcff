import { Controller } from '@nestjs/common';
import { endpoint, Handles, Input, type InputOf } from '@widecast/service-kit';
import { z } from 'zod';
import { headerText } from '../brands/header-value.ts';
import { given, nextOf, nextPage, pageQuery } from '../paging/page.ts';
import type { Template } from './template.entity.ts';
import { TemplatesService } from './templates.service.ts';

const kind = z.enum(['promotion', 'transactional']);
const erid = z.string().trim().max(100).regex(/^[\w-]+$/, 'must be the token as the register gave it: Latin letters and digits, nothing between them');
const advertising = z.strictObject({ label: headerText(50).default('Реклама'), advertiser: headerText(300), erid: headerText(100).nullable().default(null) });
const missingFields = z.enum(['empty', 'skip', 'refuse']);
const language = z.enum(['en', 'ru']);
const head = z.object({
  id: z.uuid(), name: z.string(), kind, brandId: z.uuid(), subject: z.string(), createdAt: z.date(), language, missingFields, advertising: advertising.nullable(),
  fields: z.array(z.string()).describe('The merge fields that it uses'),
  neededFields: z.array(z.string()).describe('Those without which it has gaps: without a default and under no condition'),
});
const whole = head.extend({ html: z.string(), mjml: z.string().nullable(), text: z.string() });

export const draft = {
  subject: headerText(500), html: z.string().min(1).max(250_000).optional(), mjml: z.string().min(1).max(250_000).optional().describe('Instead of html: MJML, from which it is drawn'),
  text: z.string().min(1).max(100_000).optional().describe('Made from the html where absent'),
};
export const oneBody = ({ html, mjml }: { html?: string | undefined; mjml?: string | undefined }): boolean => (html === undefined) !== (mjml === undefined);
export const ONE_BODY = { message: 'give either html or mjml', path: ['html'] };
const notBoth = ({ html, mjml }: { html?: string | undefined; mjml?: string | undefined }): boolean => html === undefined || mjml === undefined;

const content = {
  name: z.string().trim().min(1).max(200), brandId: z.uuid(), ...draft,
  language: language.describe('Of the footer'),
  missingFields: missingFields.describe('Where a needed field is missing: the gap is empty, the recipient is skipped and counted, or the template is refused now'),
  advertising: advertising.extend({ erid: erid.nullable().default(null) }).nullable().describe('How advertising is marked in the footer, where a law asks for it'),
};
const one = z.object({ id: z.uuid() });

const createTemplate = endpoint({
  method: 'POST', path: 'templates', scope: 'templates:write', summary: 'Add a template',
  description: 'Liquid merge fields like {{ name }} with if, case, assign and string, number and date filters. A promotion gets the footer of its brand. ' +
    'A transactional one needs the right templates:transactional, and neither campaigns nor funnels send it.',
  body: z.strictObject({
    ...content, kind, language: content.language.default('en'), missingFields: content.missingFields.default('empty'), advertising: content.advertising.default(null),
  }).refine(oneBody, ONE_BODY),
  response: whole,
});
const listTemplates = endpoint({
  method: 'GET', path: 'templates', scope: 'templates:read', summary: 'Templates, the newest first', query: pageQuery,
  response: z.object({ templates: z.array(head), next: nextPage }),
});
const showTemplate = endpoint({
  method: 'GET', path: 'templates/:id', scope: 'templates:read', summary: 'One template', params: one, response: whole,
});
const changeTemplate = endpoint({
  method: 'PATCH', path: 'templates/:id', scope: 'templates:write', summary: 'Change a template of which no message was made yet', params: one,
  description: 'Its kind stays. Where the html changes and no text is given, the text is made from it.', body: z.strictObject(content).partial().refine(notBoth, ONE_BODY), response: whole,
});
const removeTemplate = endpoint({
  method: 'DELETE', path: 'templates/:id', scope: 'templates:write', status: 204, summary: 'Remove a template that nothing uses', params: one,
});

@Controller()
export class TemplatesController {
  constructor(private readonly templates: TemplatesService) {}

  @Handles(createTemplate)
  create(@Input() { body, actor }: InputOf<typeof createTemplate>): Promise<Template> {
    return this.templates.create(body, actor);
  }

  @Handles(listTemplates)
  async list(@Input() { query }: InputOf<typeof listTemplates>): Promise<{ templates: Omit<Template, 'html' | 'mjml' | 'text'>[]; next: string | null }> {
    const templates = await this.templates.list(query);
    return { templates: templates.map(({ html: _html, mjml: _mjml, text: _text, ...rest }) => rest), next: nextOf(templates, query) };
  }

  @Handles(showTemplate)
  show(@Input() { params }: InputOf<typeof showTemplate>): Promise<Template> {
    return this.templates.get(params.id);
  }

  @Handles(changeTemplate)
  change(@Input() { params, body, actor }: InputOf<typeof changeTemplate>): Promise<Template> {
    return this.templates.change(params.id, given(body), actor);
  }

  @Handles(removeTemplate)
  async remove(@Input() { params, actor }: InputOf<typeof removeTemplate>): Promise<void> {
    await this.templates.remove(params.id, actor);
  }
}
