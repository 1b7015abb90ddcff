import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import './zod-messages.ts';

const messageOf = (schema: z.ZodType, value: unknown): string | undefined => schema.safeParse(value).error?.issues[0]?.message;

describe('what a person is told of a value that does not fit', () => {
  it.each([
    [z.number().min(1), 0, 'must be at least 1'], [z.number().positive(), 0, 'must be more than 0'], [z.number().max(0.5), 5, 'must be at most 0.5'],
    [z.string().length(1), '||', 'must have exactly 1 character'], [z.string().max(80), 'x'.repeat(81), 'must have at most 80 characters'],
    [z.array(z.string()).min(1), [], 'must have at least 1 entry'], [z.array(z.string()).max(2), ['a', 'b', 'c'], 'must have at most 2 entries'],
    [z.int(), 1.5, 'must be a whole number'], [z.string(), undefined, 'is missing; it must be a string'], [z.enum(['a', 'b']), 'c', 'must be "a" or "b"'],
    [z.object({ rule: z.unknown() }), {}, 'is missing'], [z.record(z.string().min(1), z.string()), { '': 'x' }, 'is a name that cannot be used: it must have at least 1 character'],
  ])('says the bound and nothing of the program %#', (schema, value, message) => {
    expect(messageOf(schema, value)).toBe(message);
  });
});
