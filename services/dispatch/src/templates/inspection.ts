import { Invalid, type FieldError } from '@widecast/service-kit';
import { fieldsOf, parseLiquid, TemplateDefect } from '@widecast/liquid';
import { htmlPart, plainPart } from './template-part.ts';

/** What we put into a message ourselves. */
const OURS = new Set(['unsubscribe_url']);

/** Gives the merge fields. Throws {@link Invalid} naming the part, line and column of every defect. */
export function inspect({ subject, html, text }: { subject: string; html: string; text: string }): string[] {
  const defects: FieldError[] = [];
  const fields = new Set<string>();
  const look = (field: string, source: string, compile: typeof plainPart): void => {
    try {
      for (const name of fieldsOf(parseLiquid(source))) if (!OURS.has(name)) fields.add(name);
      compile(source, (marked) => marked);
    } catch (error) {
      if (!(error instanceof TemplateDefect)) throw error;
      defects.push({ field: `body.${field}`, message: `line ${error.line}, column ${error.column}: ${error.message}` });
    }
  };
  look('subject', subject, plainPart);
  look('html', html, htmlPart);
  if (defects.length === 0) look('text', text, plainPart);
  if (html.lastIndexOf('<!--') > html.lastIndexOf('-->')) defects.push({ field: 'body.html', message: 'a comment is not closed and would hide the footer; add -->' });
  if (defects.length > 0) throw new Invalid(`The template has ${defects.length} defect(s): ${defects[0]?.field} ${defects[0]?.message}`, defects);
  return [...fields].toSorted();
}
