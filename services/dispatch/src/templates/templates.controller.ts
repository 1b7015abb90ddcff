import { Controller } from '@nestjs/common';
import { endpoint, Handles, Input, type InputOf } from '@widecast/service-kit';
import { z } from 'zod';
import { headerText } from '../brands/header-value.ts';
import type { Template } from './template.entity.ts';
import { TemplatesService } from './templates.service.ts';

const kind = z.enum(['promotion', 'transactional']);
const head = z.object({
  id: z.uuid(), name: z.string(), kind, brandId: z.uuid(), subject: z.string(), createdAt: z.date(),
  fields: z.array(z.string()).describe('The merge fields that it uses'),
});
const whole = head.extend({ html: z.string(), text: z.string() });

const createTemplate = endpoint({
  method: 'POST', path: 'templates', scope: 'templates:write', summary: 'Add a template',
  description: 'Liquid merge fields like {{ name }} with if, case, assign and string, number and date filters. A promotion gets the footer of its brand.',
  body: z.strictObject({
    name: z.string().trim().min(1).max(200), kind, brandId: z.uuid(), subject: headerText(500), html: z.string().min(1).max(250_000),
    text: z.string().min(1).max(100_000).optional().describe('Made from the html where absent'),
  }),
  response: whole,
});
const listTemplates = endpoint({
  method: 'GET', path: 'templates', scope: 'templates:read', summary: 'Templates, the newest first', response: z.object({ templates: z.array(head) }),
});
const showTemplate = endpoint({
  method: 'GET', path: 'templates/:id', scope: 'templates:read', summary: 'One template', params: z.object({ id: z.uuid() }), response: whole,
});

@Controller()
export class TemplatesController {
  constructor(private readonly templates: TemplatesService) {}

  @Handles(createTemplate)
  create(@Input() { body }: InputOf<typeof createTemplate>): Promise<Template> {
    return this.templates.create(body);
  }

  @Handles(listTemplates)
  async list(): Promise<{ templates: Omit<Template, 'html' | 'text'>[] }> {
    const templates = await this.templates.list();
    return { templates: templates.map(({ html: _html, text: _text, ...rest }) => rest) };
  }

  @Handles(showTemplate)
  show(@Input() { params }: InputOf<typeof showTemplate>): Promise<Template> {
    return this.templates.get(params.id);
  }
}
