import { z } from 'zod';
import { daysSchema, nameSchema, ORDERED } from './comparison.ts';
import { idSchema } from './id.ts';
import { isInstant } from './instant.ts';

const COUNT_OPERATORS = ['eq', 'neq', ...ORDERED] as const;
const HIGHEST_COUNT = 1_000_000;
const LONGEST_WINDOW = 3650;
const LARGEST_SUM = 1e15;

const timesSchema = z.strictObject({
  op: z.enum(COUNT_OPERATORS, `use one of ${COUNT_OPERATORS.join(', ')}`),
  count: wholeNumber(0, HIGHEST_COUNT),
});

const sumMessage = `give a number from -${LARGEST_SUM} to ${LARGEST_SUM}`;
const sumSchema = z.strictObject({
  op: z.enum(COUNT_OPERATORS, `use one of ${COUNT_OPERATORS.join(', ')}`),
  value: z.number(sumMessage).min(-LARGEST_SUM, sumMessage).max(LARGEST_SUM, sumMessage),
});

const momentSchema = z
  .strictObject({
    op: z.enum(ORDERED, `use one of ${ORDERED.join(', ')}`),
    value: z.string('give a date').refine(isInstant, 'give a date such as 2026-01-31 or 2026-01-31T09:00:00Z').optional(),
    daysFromNow: daysSchema.optional(),
  })
  .refine(({ value, daysFromNow }) => (value === undefined) !== (daysFromNow === undefined), 'give either value or daysFromNow');

const MEASURES = ['times', 'sum', 'first', 'last'] as const;

/**
 * What a contact did, within a time or ever: how often ("never" is `{ op: 'eq', count: 0 }`), for what sum of values, or
 * when for the first or the last time. Without a measure it is "at least once"; who never did it has no first or last time.
 */
export const behaviourSchema = z
  .strictObject({
    behaviour: nameSchema,
    times: timesSchema.optional(),
    sum: sumSchema.optional(),
    first: momentSchema.optional(),
    last: momentSchema.optional(),
    within: z.strictObject({ days: wholeNumber(1, LONGEST_WINDOW) }).optional(),
    campaign: idSchema.optional(),
  })
  .refine((rule) => MEASURES.filter((measure) => rule[measure] !== undefined).length <= 1, `keep only one of ${MEASURES.join(', ')}, or join them with "all"`);

export type BehaviourRule = z.infer<typeof behaviourSchema>;
export type CountOperator = (typeof COUNT_OPERATORS)[number];
export type Moment = z.infer<typeof momentSchema>;

function wholeNumber(least: number, most: number): z.ZodInt {
  const message = `give a whole number from ${least} to ${most}`;
  return z.int(message).min(least, message).max(most, message);
}
