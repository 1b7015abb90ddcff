import { inspectParts, type TemplateSource } from '@widecast/mail';
import { Invalid, type FieldError } from '@widecast/service-kit';

/** Gives the merge fields. Throws {@link Invalid} naming the part, line and column of every defect. */
export function inspect({ subject, html, text }: TemplateSource): string[] {
  const whole = inspectParts({ subject, html });
  // Its text may be made of the html, with its defects.
  const plain = inspectParts(whole.defects.length === 0 ? { text } : {});
  const defects: FieldError[] = [...whole.defects, ...plain.defects].map(({ part, line, column, message }) => ({ field: `body.${part}`, message: `line ${line}, column ${column}: ${message}` }));
  if (html.lastIndexOf('<!--') > html.lastIndexOf('-->')) defects.push({ field: 'body.html', message: 'a comment is not closed and would hide the footer; add -->' });
  if (defects.length > 0) throw new Invalid(`The template has ${defects.length} defect(s): ${defects[0]?.field} ${defects[0]?.message}`, defects);
  return [...new Set([...whole.fields, ...plain.fields])].toSorted();
}
