import { z } from 'zod';

const EXAMPLES: Readonly<Record<string, string>> = {
  uuid: 'must be a UUID, like 0190a5e2-5c3a-7d11-8a22-3b4c5d6e7f20',
  datetime: 'must be a moment with its zone, like 2026-01-31T09:30:00Z',
  email: 'must be an address, like name@example.com',
  url: 'must be a URL, like https://example.com/path',
};

/** What a person is told where a schema has no message of its own: what is wanted, rather than what zod has met. */
function messageOf(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'invalid_type') return issue.input === undefined ? `is missing; it must be ${wanted(issue.expected)}` : `must be ${wanted(issue.expected)}`;
  if (issue.code === 'invalid_format') return EXAMPLES[issue.format];
  if (issue.code === 'unrecognized_keys') return `has fields that are not known here: ${issue.keys.join(', ')}`;
  if (issue.code === 'invalid_value') return `must be ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}`;
  return undefined;
}

const wanted = (type: string): string => `${/^[aeio]/.test(type) ? 'an' : 'a'} ${type === 'int' ? 'whole number' : type === 'record' ? 'object' : type}`;

z.config({ customError: messageOf });
