import { z } from 'zod';

const EXAMPLES: Readonly<Record<string, string>> = {
  uuid: 'must be a UUID, like 0190a5e2-5c3a-7d11-8a22-3b4c5d6e7f20',
  datetime: 'must be a moment with its zone, like 2026-01-31T09:30:00Z',
  email: 'must be an address, like name@example.com',
  url: 'must be a URL, like https://example.com/path',
};

/** What a person is told where a schema has no message of its own: what is wanted, rather than what zod has met. */
function messageOf(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'invalid_type') return issue.input === undefined ? missing(issue.expected) : `must be ${wanted(issue.expected)}`;
  if (issue.code === 'invalid_key') return `is a name that cannot be used: it ${issue.issues[0]?.message ?? 'is none'}`;
  if (issue.code === 'invalid_format') return EXAMPLES[issue.format];
  if (issue.code === 'unrecognized_keys') return `has fields that are not known here: ${issue.keys.join(', ')}`;
  if (issue.code === 'invalid_value') return `must be ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}`;
  if (issue.code === 'too_small') return bounded(issue, issue.minimum, issue.inclusive === false ? 'more than' : 'at least');
  if (issue.code === 'too_big') return bounded(issue, issue.maximum, issue.inclusive === false ? 'less than' : 'at most');
  if (issue.code === 'not_multiple_of') return `must be a multiple of ${issue.divisor}`;
  return undefined;
}

/** Where anything would do zod wants what is not optional. */
const missing = (expected: string): string => (expected === 'nonoptional' ? 'is missing' : `is missing; it must be ${wanted(expected)}`);

const COUNTED: Readonly<Record<string, string>> = { string: 'character', array: 'entry', set: 'entry', map: 'entry', object: 'field', file: 'byte' };

function bounded({ origin, exact }: { readonly origin: string; readonly exact?: boolean }, bound: number | bigint, side: string): string {
  const things = COUNTED[origin];
  const many = exact === true ? 'exactly' : side;
  return things === undefined ? `must be ${many} ${bound}` : `must have ${many} ${bound} ${Number(bound) === 1 ? things : things.replace(/y$/, 'ie').concat('s')}`;
}

const KINDS: Readonly<Record<string, string>> = { int: 'whole number', record: 'object' };

function wanted(type: string): string {
  const kind = KINDS[type] ?? type;
  return `${/^[aeio]/.test(kind) ? 'an' : 'a'} ${kind}`;
}

z.config({ customError: messageOf });
