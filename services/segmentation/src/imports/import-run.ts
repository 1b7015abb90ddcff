import { Injectable } from '@nestjs/common';
import { Database, isUniqueViolation, type Transaction } from '@widecast/database';
import type { ContactDraft } from '../writing/contact-draft.ts';
import { ContactWriter, type WriteOutcome } from '../writing/contact-writer.ts';
import { KnownContacts } from '../writing/known-contacts.ts';
import { ListWriter } from '../writing/list-writer.ts';
import { ImportBatch, type DraftedBatch } from './import-batch.ts';
import { ImportsRepository } from './imports.repository.ts';
import type { OpenFile } from './rows-of-file.ts';

const BATCH = 5000;
const ATTEMPTS = 5;

export interface Run {
  readonly id: string;
  readonly dryRun: boolean;
  readonly file: OpenFile;
}

/** What writes the contacts of a file, or only says what it would do. */
@Injectable()
export class Writers {
  constructor(
    readonly list: ListWriter,
    readonly contacts: ContactWriter,
  ) {}
}

/** Brings a file into the tables: one batch is written while the next is looked up and the one after that is read. */
@Injectable()
export class ImportRun {
  constructor(
    private readonly database: Database,
    private readonly imports: ImportsRepository,
    private readonly known: KnownContacts,
    private readonly writers: Writers,
  ) {}

  async write(run: Run): Promise<void> {
    let drafted: Promise<unknown> = Promise.resolve();
    let [written, before]: Promise<unknown>[] = [Promise.resolve(), Promise.resolve()];
    for await (const batch of batchesOf(run.file)) {
      // No more than two wait: memory stays flat however slow the database is.
      await before;
      before = written;
      const next = this.draft(run, batch, drafted);
      written = Promise.all([next, written]).then(([ready]) => this.save(run, ready));
      drafted = next;
      // They are awaited later; until then a failure must not count as unhandled.
      for (const promise of [drafted, written]) promise.catch(() => undefined);
    }
    await before;
    await written;
  }

  private async draft({ file }: Run, batch: ImportBatch, earlier: Promise<unknown>): Promise<DraftedBatch> {
    const acquaintances = await this.known.lookUp(batch.rows);
    await earlier;
    return batch.read(file.reader, acquaintances);
  }

  private async save(run: Run, batch: DraftedBatch): Promise<void> {
    let news = batch.news;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.database.transaction((tx) => this.saveOnce(tx, run, { ...batch, news }));
      } catch (error) {
        // Somebody else brought one of these people, or took an external id: the next look sees it.
        if (attempt >= ATTEMPTS || !isUniqueViolation(error)) throw error;
        news = await this.newsOf(batch.drafts);
      }
    }
  }

  private async newsOf(drafts: readonly ContactDraft[]): Promise<ReadonlySet<string>> {
    const acquaintances = await this.known.lookUp(drafts.map(({ email, told }) => ({ email, told: told ?? '' })));
    return new Set(drafts.filter((_, index) => acquaintances[index] === 'new').map(({ email }) => email));
  }

  private async saveOnce(tx: Transaction, { id, dryRun }: Run, batch: DraftedBatch): Promise<void> {
    const outcome = await this.outcomeOf(tx, dryRun ? 'rehearse' : 'write', batch);
    const refused = outcome.refused.map(({ place, field, message }) => ({ line: place, column: field, reason: message }));
    const rejections = [...batch.rejections, ...refused].toSorted((a, b) => a.line - b.line);
    await this.imports.note(tx, { id, outcome: { ...outcome, unchanged: outcome.unchanged + batch.same }, rejections, lastLine: batch.lastLine });
  }

  private outcomeOf(tx: Transaction, what: 'rehearse' | 'write', { drafts, news }: DraftedBatch): Promise<WriteOutcome> {
    if (what === 'rehearse') return this.writers.contacts.rehearse(tx, drafts);
    return this.writers.list.write(tx, { fresh: drafts.filter(({ email }) => news.has(email)), known: drafts.filter(({ email }) => !news.has(email)) });
  }
}

async function* batchesOf({ reader, records }: OpenFile): AsyncGenerator<ImportBatch> {
  let batch = new ImportBatch();
  for await (const piece of records) {
    for (const record of piece) {
      batch.add(reader.identify(record));
      if (batch.size < BATCH) continue;
      yield batch;
      batch = new ImportBatch();
    }
  }
  if (batch.size > 0) yield batch;
}
