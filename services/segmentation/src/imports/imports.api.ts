import { consentPurpose } from '@widecast/contracts';
import { endpoint } from '@widecast/service-kit';
import { z } from 'zod';
import { ATTRIBUTE_TYPES } from '../attributes/attribute-type.ts';

export const JSON_LINES = 'application/x-ndjson';
export const MEDIA_TYPES = ['text/csv', 'application/octet-stream', 'text/plain', 'application/gzip', JSON_LINES];
export const SUGGESTED = 'suggested';
/** `Firm=account_name;Staff=account.employees`, or before it `suggested` */
const COLUMNS = /^(?:suggested|[^=;]+=[^=;]+)(?:;[^=;]+=[^=;]+)*$/;

const one = z.object({ id: z.uuid() });
const rejection = z.object({ line: z.int(), column: z.string(), reason: z.string() });
const state = z.object({
  importId: z.uuid(), state: z.enum(['running', 'settling', 'done', 'failed']), problem: z.string().nullable(), dryRun: z.boolean(),
  rows: z.int(), created: z.int(), updated: z.int(), unchanged: z.int(), rejected: z.int(), agreed: z.int().describe('Rows that say that their contact agreed to advertising; rows that were applied before are not read'),
  suppressed: z.int().describe('Addresses of the file that get no promotions, whatever it says: unsubscribed, broken, suppressed by hand'), lastLine: z.int(),
  inferred: z.record(z.string(), z.enum(ATTRIBUTE_TYPES)).describe('What new attributes are, by the first rows of the file'),
  columns: z.record(z.string(), z.string()).describe('What the columns of a CSV file mean, by their titles: email, account.employees, attributes.city'),
  suggested: z.record(z.string(), z.string()).describe('What columns look like that are attributes, by their titles; columns=suggested uses it, but for consents and refusals'),
  startedAt: z.string(), writtenAt: z.string().nullable(), settledAt: z.string().nullable(), finishedAt: z.string().nullable(),
});
const summary = state.extend({ rejections: z.array(rejection), hints: z.array(z.string()).describe('What may not be as it was meant') });

export const importContacts = endpoint({
  method: 'POST', path: 'imports', scope: 'contacts:write', status: 200, summary: 'Import contacts from a file: CSV, or a JSON object a line',
  description:
    'Columns: email, external_id, language, name, consent (to advertising: yes, or no: it is withdrawn), consent.personal_data, consent.tracking, consent_source, consent_proof, account (key), account_name, account.<signal>; every other ' +
    'column is an attribute of the contact. The signals employees, revenue, seats and spend are numbers, 12000, 12 000 or 12,000: the tier hangs on ' +
    'them. Empty cells leave what is known as it is. Consents need a source, by consentSource for the file or a column consent_source for the row, and none is granted where one was withdrawn. consents=advertising,tracking says that all contacts of a CSV file have agreed, where no column says otherwise. Bad rows are reported ' +
    'and do not stop the good ones. Of an import that was cut off what it says stays; import the file again to go on.\n\n' +
    'The body may be packed by gzip. As application/x-ndjson each line is an object as POST contacts takes it. columns says what titles mean ' +
    '(Firm=account_name;Staff=account.employees); suggested before it uses what titles of other programs look like. update says what becomes of known contacts: overwrite what the file tells, fill only what ' +
    'is empty, or never, then only new ones are added; a consent that the file withdraws is withdrawn in any case. rows and lastLine of GET ' +
    'imports/:id grow while the file is read; in the state settling all rows are visible, and tiers and segments follow.',
  query: z.object({
    consentSource: z.string().trim().min(1).max(200).optional(), consentProof: z.string().max(2000).optional(),
    consents: z.string().transform((text) => text.split(',').map((purpose) => purpose.trim())).pipe(z.array(consentPurpose)).optional().describe('advertising, personal_data, tracking; commas between'),
    delimiter: z.string().transform((text) => (text === 'tab' || text === '\\t' ? '\t' : text)).pipe(z.string().length(1).refine((text) => !/["\r\n]/.test(text), 'use , ; tab or |')).optional(),
    encoding: z.string().max(40).default('auto'), dryRun: z.stringbool().default(false),
    update: z.enum(['overwrite', 'fill', 'never']).default('overwrite'),
    columns: z.string().max(20_000).regex(COLUMNS, 'write Title=column;Title=column, or suggested before it').optional(),
  }),
  stream: MEDIA_TYPES, response: summary,
});
export const listImports = endpoint({
  method: 'GET', path: 'imports', scope: 'contacts:read', summary: 'Imports, the newest first',
  query: z.object({ after: z.uuid().optional(), limit: z.coerce.number().int().min(1).max(1000).default(100) }),
  response: z.object({ imports: z.array(state), after: z.uuid().nullable() }),
});
export const showImport = endpoint({
  method: 'GET', path: 'imports/:id', scope: 'contacts:read', summary: 'How far an import is, with its first rejections', params: one, response: summary,
});
export const listRejections = endpoint({
  method: 'GET', path: 'imports/:id/rejections', scope: 'contacts:read', summary: 'The rejections of an import as CSV, for 30 days', params: one, produces: 'text/csv',
});
