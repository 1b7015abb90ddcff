import { Controller, Req, Res } from '@nestjs/common';
import { endpoint, Handles, Input, Invalid, type InputOf } from '@widecast/service-kit';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { ImportsRepository } from './imports.repository.ts';
import { ImportsService, type ImportSummary } from './imports.service.ts';

const MEDIA_TYPES = ['text/csv', 'application/octet-stream', 'text/plain'];
const PAGE = 5000;

const one = z.object({ id: z.uuid() });
const rejection = z.object({ line: z.int(), column: z.string(), reason: z.string() });
const summary = z.object({
  importId: z.uuid(), state: z.enum(['running', 'done', 'failed']), problem: z.string().nullable(), dryRun: z.boolean(),
  rows: z.int(), created: z.int(), updated: z.int(), unchanged: z.int(), rejected: z.int(), lastLine: z.int(),
  startedAt: z.string(), finishedAt: z.string().nullable(), rejections: z.array(rejection),
});

const importContacts = endpoint({
  method: 'POST', path: 'imports', scope: 'contacts:write', status: 200, summary: 'Import contacts from a CSV file',
  description:
    'Columns: email, external_id, language, name, consent (yes or no), account (key), account_name, account.<signal> (employees, revenue, seats, ' +
    'spend, …); every other column is an attribute of the contact. Empty cells leave what is known as it is. A consent is recorded only with ' +
    'consentSource, and never where one was withdrawn. Bad rows are reported and do not stop the good ones.',
  query: z.object({
    consentSource: z.string().trim().min(1).max(200).optional(), consentProof: z.string().max(2000).optional(),
    delimiter: z.string().transform((text) => (text === 'tab' || text === '\\t' ? '\t' : text)).pipe(z.string().length(1).refine((text) => !/["\r\n]/.test(text), 'use , ; tab or |')).optional(),
    encoding: z.string().max(40).default('auto'), dryRun: z.stringbool().default(false),
  }),
  stream: MEDIA_TYPES, response: summary,
});
const showImport = endpoint({
  method: 'GET', path: 'imports/:id', scope: 'contacts:read', summary: 'How far an import is, with its first rejections', params: one, response: summary,
});
const listRejections = endpoint({
  method: 'GET', path: 'imports/:id/rejections', scope: 'contacts:read', summary: 'The rejections of an import as CSV', params: one, produces: 'text/csv',
});

@Controller()
export class ImportsController {
  constructor(
    private readonly imports: ImportsService,
    private readonly repository: ImportsRepository,
  ) {}

  @Handles(importContacts)
  importContacts(@Input() { query }: InputOf<typeof importContacts>, @Req() request: Request): Promise<ImportSummary> {
    if (!request.is(MEDIA_TYPES)) throw new Invalid('The body must be a CSV file', [{ field: 'headers.content-type', message: `use ${MEDIA_TYPES.join(' or ')}` }]);
    const { consentSource, consentProof, delimiter, encoding, dryRun } = query;
    // What is not read of a refused file must not take the connection along.
    return this.imports.run(request.iterator({ destroyOnReturn: false }), { consentSource, consentProof, delimiter, encoding, dryRun });
  }

  @Handles(showImport)
  show(@Input() { params }: InputOf<typeof showImport>): Promise<ImportSummary> {
    return this.imports.show(params.id);
  }

  @Handles(listRejections)
  async rejections(@Input() { params }: InputOf<typeof listRejections>, @Res() response: Response): Promise<void> {
    await this.repository.find(params.id);
    response.type('text/csv; charset=utf-8').write('line,column,reason\r\n');
    for (let after: number | undefined = 0; after !== undefined;) {
      const page = await this.repository.rejections(params.id, { after, limit: PAGE });
      response.write(page.map(({ line, column, reason }) => `${line},${quoted(column)},${quoted(reason)}\r\n`).join(''));
      after = page.length < PAGE ? undefined : page.at(-1)?.n;
    }
    response.end();
  }
}

/** A cell that a spreadsheet will not take for a formula. */
function quoted(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
