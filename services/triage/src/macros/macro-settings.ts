import { parseLiquid, TemplateDefect } from '@widecast/liquid';
import { z } from 'zod';

const text = z.string().trim().min(1).max(20_000).superRefine((source, context) => {
  try {
    parseLiquid(source);
  } catch (error) {
    if (!(error instanceof TemplateDefect)) throw error;
    context.addIssue({ code: 'custom', message: `cannot be understood at line ${error.line}, column ${error.column}: ${error.message}` });
  }
});

const macro = z.strictObject({
  /** Liquid by language. */
  texts: z.record(z.string().min(2).max(10), text).refine((texts) => Object.keys(texts).length > 0, 'must have a text in at least one language'),
  /** How sure the understanding of a ticket must be before a rule may answer it with this. */
  automaticFrom: z.number().min(0.5).max(1).default(0.98),
});
export type Macro = z.infer<typeof macro>;

/** Ready answers by name. */
export const macroSettings = z.strictObject({ macros: z.record(z.string().trim().min(1).max(100), macro).default({}) });
export type MacroSettings = z.infer<typeof macroSettings>;
