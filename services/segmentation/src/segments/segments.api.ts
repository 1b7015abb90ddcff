import { endpoint } from '@widecast/service-kit';
import { z } from 'zod';

const one = z.object({ id: z.uuid() });
const draft = z.strictObject({ name: z.string().trim().min(1).max(200), rule: z.unknown() });
const segment = z.object({ id: z.uuid(), name: z.string(), rule: z.unknown(), members: z.int(), revision: z.int() });

export const createSegment = endpoint({
  method: 'POST', path: 'segments', scope: 'segments:write', summary: 'Create a segment; the answer comes when its members are known',
  body: draft, response: segment,
});
export const listSegments = endpoint({
  method: 'GET', path: 'segments', scope: 'segments:read', summary: 'Segments with the number of their members, in order of their names',
  query: z.object({ after: z.uuid().optional(), limit: z.coerce.number().int().min(1).max(1000).default(100) }),
  response: z.object({ segments: z.array(segment), after: z.uuid().nullable() }),
});
export const showSegment = endpoint({
  method: 'GET', path: 'segments/:id', scope: 'segments:read', summary: 'One segment', params: one, response: segment,
});
export const changeSegment = endpoint({
  method: 'PUT', path: 'segments/:id', scope: 'segments:write', summary: 'Give a segment another name or rule; members enter and leave accordingly',
  params: one, body: draft, response: segment,
});
export const removeSegment = endpoint({
  method: 'DELETE', path: 'segments/:id', scope: 'segments:write', status: 204, summary: 'Remove a segment that no other one looks at and no campaign needs', params: one,
  description: 'Its members leave it, and funnels that act on leaving act; a campaign that is scheduled or under way keeps it from being removed.',
});
export const listMembers = endpoint({
  method: 'GET', path: 'segments/:id/members', scope: 'segments:read', summary: 'Ids of the contacts in a segment, in order of id',
  params: one, query: z.object({ after: z.uuid().optional(), limit: z.coerce.number().int().min(1).max(10_000).default(1000) }),
  response: z.object({ contactIds: z.array(z.uuid()), after: z.uuid().nullable() }),
});
export const previewSegment = endpoint({
  method: 'POST', path: 'segments/preview', scope: 'segments:read', status: 200, summary: 'Count who would be in a segment of this rule',
  body: z.strictObject({ rule: z.unknown() }), response: z.object({ count: z.int(), exact: z.boolean(), low: z.int(), high: z.int(), hints: z.array(z.string()).describe('Fields that nobody seems to have, as where a name is spelt wrongly') }),
  description:
    'Exact up to 100,000 contacts. Above, some 16,000 of them are looked at, always the same, and exact is false: low and high are the 95 % interval.',
});
export const explainMembership = endpoint({
  method: 'GET', path: 'segments/:id/contacts/:contactId', scope: 'segments:read', summary: 'Why a contact is in a segment or not, clause by clause',
  params: one.extend({ contactId: z.uuid() }),
  description:
    'Clauses come outer ones first. A clause is a single condition, or all, any or not, which join those below it; found is the value, the number, ' +
    'the sum or the moment that a condition was compared with, null where there is none.',
  response: z.object({
    contactId: z.uuid(), member: z.boolean(), meets: z.boolean(),
    clauses: z.array(z.object({ path: z.string(), clause: z.unknown(), met: z.boolean(), found: z.unknown() })),
  }),
});
export const showRuleSchema = endpoint({
  method: 'GET', path: 'segments/rule-schema', scope: 'segments:read', summary: 'The JSON Schema of rules, for editors and generators',
  description: 'A rule has at most 200 conditions, ten deep; what a schema cannot say, such as which operator fits which field, is checked when a rule is sent.',
  response: z.record(z.string(), z.unknown()),
});
