import { Controller, Req, Res } from '@nestjs/common';
import { csvCell, Handles, Input, Invalid, type InputOf } from '@widecast/service-kit';
import type { Request, Response } from 'express';
import type { Titles } from './import-columns.ts';
import { importContacts, JSON_LINES, listImports, listRejections, MEDIA_TYPES, showImport, SUGGESTED } from './imports.api.ts';
import { ImportsRepository, type ImportState } from './imports.repository.ts';
import { ImportsService, type ImportSummary } from './imports.service.ts';

const PAGE = 5000;

@Controller()
export class ImportsController {
  constructor(
    private readonly imports: ImportsService,
    private readonly repository: ImportsRepository,
  ) {}

  @Handles(importContacts)
  async importContacts(@Input() { query, actor }: InputOf<typeof importContacts>, @Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<ImportSummary> {
    if (!request.is(MEDIA_TYPES)) throw new Invalid('The body must be a CSV file, or a JSON object a line', [{ field: 'headers.content-type', message: `use ${MEDIA_TYPES.join(' or ')}` }]);
    const { consentSource, consentProof, consents = [], delimiter, encoding, dryRun, update, columns } = query;
    const format = request.is(JSON_LINES) ? 'ndjson' : 'csv';
    if (consents.length > 0 && !consentSource) throw new Invalid('Consents need a source', [{ field: 'query.consentSource', message: 'say where these consents were given' }]);
    if (consents.length > 0 && format === 'ndjson') throw new Invalid('In a file of JSON lines each contact says himself to what he agreed', [{ field: 'query.consents', message: 'give "consent" and "consents" in the lines' }]);
    // What is not read of a refused file must not take the connection along.
    const bytes = request.iterator({ destroyOnReturn: false });
    return sayingThatItGoesOn(response, () => this.imports.run(bytes, {
      consentSource, consentProof, consents, delimiter, encoding, dryRun, update, format, titles: titlesOf(columns), actor: actor.name,
    }));
  }

  @Handles(listImports)
  async list(@Input() { query }: InputOf<typeof listImports>): Promise<{ imports: ImportState[]; after: string | null }> {
    const imports = await this.repository.list(query);
    return { imports, after: imports.length < query.limit ? null : (imports.at(-1)?.importId ?? null) };
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
      response.write(page.map(({ line, column, reason }) => `${line},${csvCell(column)},${csvCell(reason)}\r\n`).join(''));
      after = page.length < PAGE ? undefined : page.at(-1)?.n;
    }
    response.end();
  }
}

const BEAT = 15_000;

/** Tells the gateway, which waits for two minutes, that the request is being worked on: tiers and segments of a large list may take longer after its last byte. */
async function sayingThatItGoesOn<Result>(response: Response, work: () => Promise<Result>): Promise<Result> {
  const beat = setInterval(() => response.writeProcessing(), BEAT);
  try {
    return await work();
  } finally {
    clearInterval(beat);
  }
}

function titlesOf(columns: string | undefined): Titles {
  const [first, ...others] = columns?.split(';') ?? [];
  const guesses = first === SUGGESTED ? 'taken' : 'told';
  const pairs = [...(first === undefined || guesses === 'taken' ? [] : [first]), ...others].map((pair) => pair.split('=').map((part) => part.trim()));
  return { guesses, meanings: new Map(pairs.map(([title = '', meaning = '']) => [title.toLowerCase(), meaning])) };
}
