import { z } from 'zod';
import { type Comparison, comparisonSchema, nameSchema } from './comparison.ts';

const COUNT_OPERATORS = ['eq', 'neq', 'gt', 'gte', 'lt', 'lte'] as const;
const HIGHEST_COUNT = 1_000_000;
const LONGEST_WINDOW = 3650;

const idSchema = z.uuid('give a UUID').toLowerCase();

const consentSchema = z.strictObject({
  consent: z.literal('advertising', 'use advertising'),
  is: z.boolean('use true or false'),
});

/** How often a contact did something; "never" is `{ op: 'eq', count: 0 }`, left out it is "at least once". */
const behaviourSchema = z.strictObject({
  behaviour: nameSchema,
  times: z
    .strictObject({
      op: z.enum(COUNT_OPERATORS, `use one of ${COUNT_OPERATORS.join(', ')}`),
      count: wholeNumber(0, HIGHEST_COUNT),
    })
    .optional(),
  within: z.strictObject({ days: wholeNumber(1, LONGEST_WINDOW) }).optional(),
  campaign: idSchema.optional(),
});

const segmentSchema = z.strictObject({ segment: idSchema, is: z.boolean('use true or false').optional() });

export type ConsentRule = z.infer<typeof consentSchema>;
export type BehaviourRule = z.infer<typeof behaviourSchema>;
export type SegmentRule = z.infer<typeof segmentSchema>;

/** Who belongs to a segment: a tree of conditions on one contact, the account, the consents and the behaviour. */
export type Rule =
  | { readonly all: readonly Rule[] }
  | { readonly any: readonly Rule[] }
  | { readonly not: Rule }
  | Comparison
  | ConsentRule
  | BehaviourRule
  | SegmentRule;

/** The key that tells the kinds of rule apart, in the order of the schema's alternatives. */
export const KINDS = ['all', 'any', 'not', 'field', 'consent', 'behaviour', 'segment'] as const;

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
    ]),
  )
  .meta({ id: 'Rule' });

function rulesSchema(): z.ZodType<Rule[]> {
  return z
    .array(ruleSchema, 'give a list of rules')
    .min(1, 'give at least one rule; every contact is { "field": "createdAt", "op": "exists" }');
}

function wholeNumber(least: number, most: number): z.ZodInt {
  const message = `give a whole number from ${least} to ${most}`;
  return z.int(message).min(least, message).max(most, message);
}
