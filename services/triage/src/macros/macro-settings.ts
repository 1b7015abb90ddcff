import { parseLiquid, TemplateDefect } from '@widecast/liquid';
import { z } from 'zod';
import { languageCode } from '../understanding/language.ts';
import { unknownNamesIn } from './macro-names.ts';

const text = z.string().trim().min(1).max(20_000).superRefine((source, context) => {
  try {
    const unknown = unknownNamesIn(parseLiquid(source));
    if (unknown.length > 0) context.addIssue({ code: 'custom', message: `names ${unknown.join(', ')}, which stands for nothing; there are name, email, number, subject and vendor.…` });
  } catch (error) {
    if (!(error instanceof TemplateDefect)) throw error;
    context.addIssue({ code: 'custom', message: `cannot be understood at line ${error.line}, column ${error.column}: ${error.message}` });
  }
});

const macro = z.strictObject({
  /** Liquid by language. */
  texts: z.record(languageCode, text).refine((texts) => Object.keys(texts).length > 0, 'must have a text in at least one language'),
  /** How sure the understanding of a ticket must be before a rule may answer it with this. */
  automaticFrom: z.number().min(0.5).max(1).default(0.98),
});
export type Macro = z.infer<typeof macro>;

/** What the vendor says of himself, by name; empty: not filled in yet. */
const facts = z.record(z.string().regex(/^[a-z][a-z0-9_]{0,59}$/, 'must be a name like delivery_terms'), z.string().trim().max(5000));

/** Ready answers by name, and by language what they say of the vendor. */
export const macroSettings = z.strictObject({
  macros: z.record(z.string().trim().min(1).max(100), macro).default({}),
  vendor: z.record(languageCode, facts).default({}).describe('By language, the facts that texts name as vendor.…; a macro that names one that is empty is not used'),
});
export type MacroSettings = z.infer<typeof macroSettings>;
