import type { Piece } from '../composing/pieces.ts';
import { type Addition, inTurn } from './additions.ts';
import type { Fill } from './liquid/fill.ts';
import type { FieldScope } from './liquid/scope.ts';
import { htmlPart, plainPart, type TemplatePart, textPart } from './template-part.ts';

export interface TemplateSource {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** What is put into the parts of a template besides what it says, in this order. */
export interface Additions {
  readonly html: readonly Addition[];
  readonly text: readonly Addition[];
}

/** A template parsed once and filled in for many. */
export class CompiledTemplate {
  readonly subject: readonly Piece[];
  readonly html: readonly Piece[];
  readonly text: readonly Piece[];
  /** Filling it in takes next to no time, whatever the fields are. */
  isFlat = true;
  private readonly fills: Fill[] = [];

  /** Throws `TemplateDefect`. */
  constructor({ subject, html, text }: TemplateSource, additions: Additions) {
    this.subject = this.join(plainPart(subject, inTurn([])));
    this.html = this.join(htmlPart(html, inTurn(additions.html)));
    this.text = this.join(textPart(text, inTurn(additions.text)));
  }

  /** The number of the first slot that is free. */
  get slots(): number {
    return this.fills.length;
  }

  /** The values of its slots for one recipient; what is missing is empty. Throws where the template cannot be rendered. */
  values(scope: FieldScope): string[] {
    return this.fills.map((fill) => fill(scope));
  }

  private join({ pieces, fills, isFlat }: TemplatePart): Piece[] {
    this.isFlat &&= isFlat;
    const first = this.fills.length;
    this.fills.push(...fills);
    return pieces.map((piece) => (typeof piece === 'string' ? piece : { slot: first + piece.slot }));
  }
}
