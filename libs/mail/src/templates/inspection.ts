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

export interface Inspection {
  /** Merge fields that the parts use, … */
  readonly fields: readonly string[];
  /** … and those without which they have gaps: put out without a default and under no condition. */
  readonly needed: readonly string[];
  /** Where they cannot be understood. */
  readonly defects: readonly PartDefect[];
}

/** What the parts of a template say of it. */
export function inspectParts(parts: Partial<TemplateSource>): Inspection {
  const needed = new Set<string>();
  const defects: PartDefect[] = [];
  const fields = new Set<string>();
  for (const [name, source] of Object.entries(parts)) {
    const part = name as keyof TemplateSource;
    try {
      for (const field of fieldsOf(parseLiquid(source))) if (!OURS.has(field)) fields.add(field);
      for (const field of (part === 'html' ? htmlPart : plainPart)(source, NOTHING).needed) if (!OURS.has(field)) needed.add(field);
    } catch (error) {
      if (!(error instanceof TemplateDefect)) throw error;
      defects.push({ part, line: error.line, column: error.column, message: error.message });
    }
  }
  return { fields: [...fields].toSorted(), needed: [...needed].toSorted(), defects };
}
