import type { Piece } from '@widecast/mail';
import type { Brand } from '../brands/brand.entity.ts';
import { htmlFooter, textFooter } from './footer.ts';
import type { Fill } from './liquid/fill.ts';
import type { FieldScope } from './liquid/scope.ts';
import type { Template, TemplateKind } from './template.entity.ts';
import { htmlPart, plainPart, type TemplatePart } from './template-part.ts';

/** A template of a brand, parsed once and filled in for many. */
export class CompiledTemplate {
  readonly kind: TemplateKind;
  readonly subject: readonly Piece[];
  readonly html: readonly Piece[];
  readonly text: readonly Piece[];
  private readonly fills: Fill[] = [];

  /** A promotion gets the footer of its brand. Throws `TemplateDefect`. */
  constructor(template: Pick<Template, 'kind' | 'subject' | 'html' | 'text'>, readonly brand: Brand) {
    this.kind = template.kind;
    const isPromotion = template.kind === 'promotion';
    this.subject = this.join(plainPart(template.subject, (marked) => marked));
    this.html = this.join(htmlPart(template.html, isPromotion ? htmlFooter(brand) : (marked) => marked));
    this.text = this.join(plainPart(template.text, isPromotion ? textFooter(brand) : (marked) => marked));
  }

  /** The number of the first slot that is free. */
  get slots(): number {
    return this.fills.length;
  }

  /** The values of its slots for one recipient; what is missing is empty. Throws where the template cannot be rendered. */
  values(scope: FieldScope): string[] {
    return this.fills.map((fill) => fill(scope));
  }

  private join({ pieces, fills }: TemplatePart): Piece[] {
    const first = this.fills.length;
    this.fills.push(...fills);
    return pieces.map((piece) => (typeof piece === 'string' ? piece : { slot: first + piece.slot }));
  }
}
