import { inTurn } from './additions.ts';
import type { TemplateSource } from './compiled-template.ts';
import { fieldsOf, parseLiquid, TemplateDefect } from '@widecast/liquid';
import { htmlPart, plainPart } from './template-part.ts';

/** What we put into a message ourselves. */
const OURS = new Set(['unsubscribe_url']);
const NOTHING = inTurn([]);

export interface PartDefect {
  readonly part: keyof TemplateSource;
  /** From 1 on. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** The merge fields that the parts of a template use, and where they cannot be understood. */
export function inspectParts(parts: Partial<TemplateSource>): { readonly fields: string[]; readonly defects: PartDefect[] } {
  const defects: PartDefect[] = [];
  const fields = new Set<string>();
  for (const [name, source] of Object.entries(parts)) {
    const part = name as keyof TemplateSource;
    try {
      for (const field of fieldsOf(parseLiquid(source))) if (!OURS.has(field)) fields.add(field);
      (part === 'html' ? htmlPart : plainPart)(source, NOTHING);
    } catch (error) {
      if (!(error instanceof TemplateDefect)) throw error;
      defects.push({ part, line: error.line, column: error.column, message: error.message });
    }
  }
  return { fields: [...fields].toSorted(), defects };
}
