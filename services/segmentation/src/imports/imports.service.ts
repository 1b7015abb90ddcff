import { Injectable, Logger } from '@nestjs/common';
import { uuidv7 } from '@widecast/messaging';
import { DomainError, Invalid } from '@widecast/service-kit';
import { AttributeTypesRepository } from '../attributes/attribute-types.repository.ts';
import { SettlingService } from '../settling/settling.service.ts';
import { hintsOf } from './import-hints.ts';
import { ImportRun } from './import-run.ts';
import { ImportWatch } from './import-watch.ts';
import { ImportsRepository, type ImportState } from './imports.repository.ts';
import type { Rejection } from './list-row.ts';
import { openFile, type FileSettings } from './rows-of-file.ts';

export interface ImportSettings extends Omit<FileSettings, 'types'> {
  readonly dryRun: boolean;
  /** Who imports it. */
  readonly actor: string;
}

export interface ImportSummary extends ImportState {
  readonly rejections: readonly Rejection[];
  readonly hints: readonly string[];
}

const SHOWN = 100;

/** Imports files of contacts: rows become visible a batch at a time, and what is visible stays, whatever comes later in the file. */
@Injectable()
export class ImportsService {
  private readonly logger = new Logger(ImportsService.name);

  constructor(
    private readonly imports: ImportsRepository,
    private readonly runs: ImportRun,
    private readonly settling: SettlingService,
    private readonly watch: ImportWatch,
    private readonly types: AttributeTypesRepository,
  ) {}

  /** Returns when all rows are visible, tiers and segments are what these rows make them, and the others are told. */
  async run(bytes: AsyncIterable<Uint8Array>, { dryRun, actor, ...settings }: ImportSettings): Promise<ImportSummary> {
    const id = uuidv7();
    // The header is read before anything is noted: a file that is none leaves no trace.
    const { rows, inferred, header } = await openFile(bytes, { ...settings, types: await this.types.types() });
    await (dryRun ? this.types.rehearse(inferred) : this.types.infer(inferred));
    await this.imports.begin({ id, dryRun, inferred, ...header });
    this.watch.begin(id);
    try {
      await this.runs.write({ id, dryRun, update: settings.update, actor, rows });
      await this.imports.noteWritten(id);
      await this.settling.judge();
      await this.imports.noteSettled(id);
      await this.settling.tell();
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
    const state = await this.imports.find(id);
    return { ...state, hints: hintsOf(state), rejections: rejections.map(({ n: _, ...rejection }) => rejection) };
  }

  private async failed(id: string, error: unknown): Promise<unknown> {
    const reason = error instanceof DomainError ? error.message : isBrokenOff(error) ? 'the connection ended before the file did' : 'an error of ours';
    await this.imports.finish(id, reason).catch(() => undefined);
    if (!(error instanceof DomainError) && !isBrokenOff(error)) return error;
    const { lastLine } = await this.imports.find(id);
    return new Invalid(`Import ${id} stopped: ${reason}. What came before line ${lastLine + 1} is imported and stays; import the file again to go on.`);
  }
}

function isBrokenOff(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown };
  return code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ABORT_ERR';
}
