import { Injectable, Logger } from '@nestjs/common';
import { Database } from '@widecast/database';
import { uuidv7 } from '@widecast/messaging';
import { DomainError, Invalid } from '@widecast/service-kit';
import { againOnTakenId } from '../contacts/contacts.service.ts';
import type { ContactDraft } from '../writing/contact-draft.ts';
import { ContactWriter } from '../writing/contact-writer.ts';
import { ImportWatch } from './import-watch.ts';
import { ImportsRepository, type ImportState } from './imports.repository.ts';
import type { Rejection } from './row-reader.ts';
import { rowsOfFile, type FileSettings } from './rows-of-file.ts';

export interface ImportSettings extends FileSettings {
  readonly dryRun: boolean;
}

export interface ImportSummary extends ImportState {
  readonly rejections: readonly Rejection[];
}

interface Batch {
  readonly id: string;
  readonly dryRun: boolean;
  readonly drafts: ContactDraft[];
  readonly rejections: Rejection[];
  lastLine: number;
}

const BATCH = 5000;
const SHOWN = 100;

/** Imports CSV files: rows become visible a batch at a time, and what is visible stays, whatever comes later in the file. */
@Injectable()
export class ImportsService {
  private readonly logger = new Logger(ImportsService.name);

  constructor(
    private readonly database: Database,
    private readonly imports: ImportsRepository,
    private readonly writer: ContactWriter,
    private readonly watch: ImportWatch,
  ) {}

  async run(bytes: AsyncIterable<Uint8Array>, settings: ImportSettings): Promise<ImportSummary> {
    const id = uuidv7();
    const pieces = rowsOfFile(bytes, settings);
    // The header is read before anything is noted: a file that is none leaves no trace.
    const first = await pieces.next();
    await this.imports.begin(id, settings.dryRun);
    this.watch.begin(id);
    try {
      await this.writeAll(id, first.value ?? [], { pieces, dryRun: settings.dryRun });
      await this.imports.finish(id, null);
    } catch (error) {
      throw await this.failed(id, error);
    } finally {
      this.watch.end(id);
    }
    const summary = await this.show(id);
    this.logger.log({ msg: 'a file is imported', importId: id, rows: summary.rows, rejected: summary.rejected });
    return summary;
  }

  async show(id: string): Promise<ImportSummary> {
    const rejections = await this.imports.rejections(id, { limit: SHOWN });
    return { ...(await this.imports.find(id)), rejections: rejections.map(({ n: _, ...rejection }) => rejection) };
  }

  /** Reads the next batch while the one before is written. */
  private async writeAll(id: string, first: Rows, { pieces, dryRun }: { pieces: AsyncIterable<Rows>; dryRun: boolean }): Promise<void> {
    let batch = emptyBatch(id, dryRun);
    let writing: Promise<unknown> = Promise.resolve();
    const add = async (rows: Rows): Promise<void> => {
      for (const row of rows) {
        put(batch, row);
        if (batch.drafts.length + batch.rejections.length < BATCH) continue;
        await writing;
        writing = this.write(batch);
        // It is awaited later; until then its failure must not count as unhandled.
        writing.catch(() => undefined);
        batch = emptyBatch(id, dryRun);
      }
    };
    try {
      await add(first);
      for await (const rows of pieces) await add(rows);
    } finally {
      await writing;
    }
    await this.write(batch);
  }

  private async write({ id, dryRun, drafts, rejections, lastLine }: Batch): Promise<void> {
    if (drafts.length + rejections.length === 0) return;
    await againOnTakenId(() =>
      this.database.transaction(async (tx) => {
        const outcome = dryRun ? await this.writer.rehearse(tx, drafts) : await this.writer.write(tx, drafts);
        const refused = outcome.refused.map(({ place, field, message }) => ({ line: place, column: field, reason: message }));
        const all = [...rejections, ...refused].toSorted((a, b) => a.line - b.line);
        await this.imports.note(tx, { id, outcome, rejections: all, lastLine });
      }),
    );
  }

  private async failed(id: string, error: unknown): Promise<unknown> {
    const reason = error instanceof DomainError ? error.message : isBrokenOff(error) ? 'the connection ended before the file did' : 'an error of ours';
    await this.imports.finish(id, reason).catch(() => undefined);
    if (!(error instanceof DomainError) && !isBrokenOff(error)) return error;
    const { lastLine } = await this.imports.find(id);
    return new Invalid(`Import ${id} stopped: ${reason}. What came before line ${lastLine + 1} is imported and stays; import the file again to go on.`);
  }
}

type Rows = readonly (ContactDraft | Rejection)[];

const emptyBatch = (id: string, dryRun: boolean): Batch => ({ id, dryRun, drafts: [], rejections: [], lastLine: 1 });

function put(batch: Batch, row: ContactDraft | Rejection): void {
  if ('reason' in row) batch.rejections.push(row);
  else batch.drafts.push(row);
  batch.lastLine = 'reason' in row ? row.line : row.place;
}

function isBrokenOff(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown };
  return code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ABORT_ERR';
}
