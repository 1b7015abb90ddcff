import type { MergeFields } from '@widecast/contracts';
import { CompiledTemplate, FieldScope, inspectParts, laterTracking, type PartDefect, textOfHtml, type TemplateSource } from '@widecast/mail';
import { additionsFor, type Surroundings } from '../surroundings.ts';

/** What a person has written. */
export interface TemplateDraft {
  readonly subject: string;
  readonly html?: string | undefined;
  readonly mjml?: string | undefined;
  /** Made from the html where absent. */
  readonly text?: string | undefined;
}

/** What it comes to. */
export interface FinishedTemplate extends TemplateSource {
  readonly fields: readonly string[];
  /** Those without which it has gaps. */
  readonly needed: readonly string[];
}

export interface DraftDefect {
  readonly part: PartDefect['part'] | 'mjml';
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** What a recipient brings into a template. */
export interface RecipientFields {
  readonly fields: MergeFields;
  readonly unsubscribeUrl: string;
  /** Where he is tracked; its links are signed later, see `laterTracking`. */
  readonly tracking?: { readonly mark: string; readonly open: string };
}

export interface FinishJob {
  readonly kind: 'finish';
  readonly draft: TemplateDraft;
}
export interface ValuesJob {
  readonly kind: 'values';
  readonly source: TemplateSource;
  readonly surroundings: Surroundings;
  readonly recipients: readonly RecipientFields[];
}

/** Makes a draft fit to be sent, or tells what is wrong with it. */
export async function finish({ draft: { subject, html, mjml, text } }: FinishJob): Promise<{ readonly template?: FinishedTemplate; readonly defects: readonly DraftDefect[] }> {
  const drawn = mjml === undefined ? { html: html ?? '', defects: [] } : await (await import('./mjml.ts')).drawMjml(mjml);
  if (drawn.defects.length > 0) return { defects: drawn.defects };
  const whole = inspectParts({ subject, html: drawn.html });
  const plain = text ?? textOfHtml(drawn.html);
  // A text that is made of the html has its defects.
  const { fields, needed, defects } = inspectParts(text === undefined && whole.defects.length > 0 ? {} : { text: plain });
  const all: DraftDefect[] = [...whole.defects, ...defects];
  if (drawn.html.lastIndexOf('<!--') > drawn.html.lastIndexOf('-->')) all.push({ part: 'html', line: 1, column: 1, message: 'a comment is not closed and would hide the footer; add -->' });
  if (all.length > 0) return { defects: all };
  const union = (one: readonly string[], other: readonly string[]): string[] => [...new Set([...one, ...other])].toSorted();
  return { template: { subject, html: drawn.html, text: plain, fields: union(whole.fields, fields), needed: union(whole.needed, needed) }, defects: [] };
}

/** The last template is asked for again and again. */
let [lastKey, lastTemplate] = ['', undefined as CompiledTemplate | undefined];

/** The values of the slots for each recipient; null where a template cannot be rendered for him. */
export function valuesOf({ source, surroundings, recipients }: ValuesJob): (string[] | null)[] {
  const key = JSON.stringify([source, surroundings]);
  const template = lastTemplate && key === lastKey ? lastTemplate : new CompiledTemplate(source, additionsFor(surroundings));
  [lastKey, lastTemplate] = [key, template];
  return recipients.map(({ fields, unsubscribeUrl, tracking }) => {
    try {
      return template.values(new FieldScope(fields, unsubscribeUrl, tracking && laterTracking(tracking.mark, tracking.open)));
    } catch {
      return null;
    }
  });
}
