import { parseLiquid, renderLiquid } from '@widecast/liquid';
import type { TicketEntity } from '../tickets/ticket.entity.ts';
import { vendorFieldsOf } from './macro-names.ts';
import type { Macro, MacroSettings } from './macro-settings.ts';

/** What macros may name, beside what the vendor says of himself. */
type Named = Pick<TicketEntity, 'name' | 'email' | 'number' | 'subject' | 'language'>;

/** The text, or which facts of the vendor are missing in which language. */
export type MacroText = { readonly text: string } | { readonly missing: readonly string[]; readonly language: string };

/** The text for a ticket in its language, in English where there is none in it; undefined where there is neither. */
export function macroText({ texts }: Macro, { vendor }: Pick<MacroSettings, 'vendor'>, { name, email, number, subject, language: wanted }: Named): MacroText | undefined {
  const language = texts[wanted] === undefined ? 'en' : wanted;
  const source = texts[language];
  if (source === undefined) return undefined;
  const parsed = parseLiquid(source);
  const facts = vendor[language] ?? {};
  const missing = vendorFieldsOf(parsed).filter((field) => (facts[field] ?? '') === '');
  return missing.length > 0 ? { missing, language } : { text: renderLiquid(parsed, { name: name ?? '', email, number, subject, vendor: facts }) };
}
