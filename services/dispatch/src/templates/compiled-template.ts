import type { MergeFields } from '@widecast/contracts';
import type { Brand } from '../brands/brand.entity.ts';
import { oneLine } from '../brands/header-value.ts';
import { htmlWithFooter, textWithFooter } from './footer.ts';
import { parseLiquid, renderLiquid, type Source } from './liquid.ts';
import type { Template, TemplateKind } from './template.entity.ts';

export interface Rendered {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** A template of a brand, parsed once and rendered for many. */
export class CompiledTemplate {
  private readonly subject: Source;
  private readonly html: Source;
  private readonly text: Source;

  constructor(template: Template, readonly brand: Brand) {
    this.kind = template.kind;
    this.subject = parseLiquid('plain', template.subject);
    this.html = parseLiquid('html', template.html);
    this.text = parseLiquid('plain', template.text);
  }

  readonly kind: TemplateKind;

  /** A promotion gets the footer of its brand; what is missing in `fields` renders empty. */
  render(fields: MergeFields, unsubscribeUrl: string): Rendered {
    const scope = scopeOf(fields, unsubscribeUrl);
    const subject = oneLine(renderLiquid('plain', this.subject, scope));
    const html = renderLiquid('html', this.html, scope);
    const text = renderLiquid('plain', this.text, scope);
    if (this.kind === 'transactional') return { subject, html, text };
    return { subject, html: htmlWithFooter(html, this.brand, unsubscribeUrl), text: textWithFooter(text, this.brand, unsubscribeUrl) };
  }
}

/** `account.size` is reached as a property of `account`; nothing but plain data without a prototype is in reach. */
function scopeOf(fields: MergeFields, unsubscribeUrl: string): object {
  const scope = Object.create(null) as Record<string, unknown>;
  for (const [name, value] of Object.entries(fields)) {
    const dot = name.indexOf('.');
    if (dot === -1) {
      scope[name] = value;
      continue;
    }
    const group = (scope[name.slice(0, dot)] ??= Object.create(null) as object) as Record<string, unknown>;
    if (typeof group === 'object') group[name.slice(dot + 1)] = value;
  }
  scope['unsubscribe_url'] = unsubscribeUrl;
  return scope;
}
