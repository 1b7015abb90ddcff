import { consentPurpose } from '@widecast/contracts';
import { z } from 'zod';
import { type Comparison, comparisonSchema, nameSchema } from './comparison.ts';
import { behaviourSchema, type BehaviourRule } from './behaviour-rule.ts';
import { idSchema } from './id.ts';

const consentSchema = z.strictObject({
  consent: z.enum(consentPurpose.options, `use ${consentPurpose.options.join(', ')}`),
  is: z.boolean('use true or false'),
});

const segmentSchema = z.strictObject({ segment: idSchema, is: z.boolean('use true or false').optional() });

const percent = z.number('give a percentage from 0 to 100').min(0, 'give a percentage from 0 to 100').max(100, 'give a percentage from 0 to 100');

/** Contacts drawn by a hash of their id: the same key gives the same draw for ever, another key an independent one. */
const sampleSchema = z
  .strictObject({ sample: nameSchema, from: percent.optional(), to: percent })
  .refine(({ from = 0, to }) => from < to, { path: ['to'], message: 'give more than "from"' });

export type ConsentRule = z.infer<typeof consentSchema>;
export type SegmentRule = z.infer<typeof segmentSchema>;
export type SampleRule = z.infer<typeof sampleSchema>;

/** Who belongs to a segment: a tree of conditions on one contact, the account, the consents and the behaviour. */
export type Rule =
  | { readonly all: readonly Rule[] }
  | { readonly any: readonly Rule[] }
  | { readonly not: Rule }
  | Comparison
  | ConsentRule
  | BehaviourRule
  | SegmentRule
  | SampleRule;

/** The key that tells the kinds of rule apart, in the order of the schema's alternatives. */
export const KINDS = ['all', 'any', 'not', 'field', 'consent', 'behaviour', 'segment', 'sample'] as const;

/** The shape of a rule, for JSON Schema; `parseRule` adds the limits of depth and size, and readable errors. */
export const ruleSchema: z.ZodType<Rule> = z
  .lazy(() =>
    z.union([
      z.strictObject({ all: rulesSchema() }),
      z.strictObject({ any: rulesSchema() }),
      z.strictObject({ not: ruleSchema }),
      comparisonSchema,
      consentSchema,
      behaviourSchema,
      segmentSchema,
      sampleSchema,
    ]),
  )
  .meta({ id: 'Rule' });

function rulesSchema(): z.ZodType<Rule[]> {
  return z
    .array(ruleSchema, 'give a list of rules')
    .min(1, 'give at least one rule; every contact is { "field": "createdAt", "op": "exists" }');
}
