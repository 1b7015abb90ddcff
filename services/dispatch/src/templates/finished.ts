import { Invalid, type FieldError } from '@widecast/service-kit';
import type { MissingFields, Template } from './template.entity.ts';
import type { TemplateDraft } from './workshop/jobs.ts';
import { WorkshopKilled, type Workshop } from './workshop/workshop.ts';

export type Finished = Pick<Template, 'subject' | 'html' | 'mjml' | 'text' | 'fields' | 'neededFields' | 'missingFields'>;

/** Reads a draft. Throws {@link Invalid} naming the part, line and column of every defect, with how to mend it. */
export async function finished(workshop: Workshop, draft: TemplateDraft, missingFields: MissingFields): Promise<Finished> {
  const { template, defects } = await workshop.finish(draft).catch((error: unknown) => {
    if (error instanceof WorkshopKilled) throw new Invalid(error.message, [{ field: 'body', message: error.message }]);
    throw error;
  });
  if (!template) throw invalid(defects.map(({ part, line, column, message }) => ({ field: `body.${part}`, message: `line ${line}, column ${column}: ${message}` })));
  const { subject, html, text, fields, needed } = template;
  if (missingFields === 'refuse' && needed.length > 0) throw invalid(needed.map((name) => gapOf(name)));
  return { subject, html, mjml: draft.mjml ?? null, text, fields: [...fields], neededFields: [...needed], missingFields };
}

const gapOf = (name: string): FieldError => ({
  field: 'body.missingFields', message: `{{ ${name} }} has no default and may be missing: write {{ ${name} | default: "…" }}, put it under a condition, or choose skip or empty`,
});

const invalid = (defects: readonly FieldError[]): Invalid =>
  new Invalid(`The template has ${defects.length} defect(s): ${defects[0]?.field} ${defects[0]?.message}`, [...defects]);
