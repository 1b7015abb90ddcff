import { Injectable } from '@nestjs/common';
import { Database, isUniqueViolation, type Transaction } from '@widecast/database';
import { NumbersOfTexts } from '../accounts/numbers-of-texts.ts';
import { OvergrownAccounts } from '../accounts/overgrown-accounts.ts';
import { ToldSignals } from '../accounts/told-signals.ts';
import type { ContactDraft, UpdateMode } from '../writing/contact-draft.ts';
import { ContactWriter, NOTHING_WRITTEN } from '../writing/contact-writer.ts';
import { KnownContacts } from '../writing/known-contacts.ts';
import type { Refusal } from '../writing/refusals.ts';
import { ListWriter } from '../writing/list-writer.ts';
import { ImportBatch, type DraftedBatch } from './import-batch.ts';
import { ImportsRepository } from './imports.repository.ts';
import type { ListRows, Rejection } from './list-row.ts';

const BATCH = 5000;
const ATTEMPTS = 5;

export interface Run {
  readonly id: string;
  readonly dryRun: boolean;
  readonly update: UpdateMode | 'never';
  readonly rows: ListRows;
}

interface Running extends Run {
  /** By earlier batches, where they are not written. */
  readonly told: ToldSignals;
}

interface CheckedBatch extends DraftedBatch {
  /** So many of the addresses get no promotions. */
  readonly suppressed: number;
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

  async write(asked: Run): Promise<void> {
    const run = { ...asked, told: new ToldSignals() };
    const seen = new NumbersOfTexts();
    let drafted: Promise<unknown> = Promise.resolve();
    let [written, before]: Promise<unknown>[] = [Promise.resolve(), Promise.resolve()];
    for await (const batch of batchesOf(run.rows)) {
      // No more than two wait: memory stays flat however slow the database is.
      await before;
      before = written;
      const next = this.draft(batch, seen, drafted);
      written = Promise.all([next, written]).then(([ready]) => this.save(run, ready));
      drafted = next;
      // They are awaited later; until then a failure must not count as unhandled.
      for (const promise of [drafted, written]) promise.catch(() => undefined);
    }
    await before;
    await written;
  }

  private async draft(batch: ImportBatch, seen: NumbersOfTexts, earlier: Promise<unknown>): Promise<CheckedBatch> {
    const [acquaintances, suppressed] = await Promise.all([this.known.lookUp(batch.rows), this.known.suppressed(batch.rows)]);
    await earlier;
    return { ...batch.read(seen, acquaintances), suppressed };
  }

  private async save(run: Running, batch: CheckedBatch): Promise<void> {
    try {
      await this.saveSoon(run, batch);
    } catch (error) {
      if (!(error instanceof OvergrownAccounts)) throw error;
      const { others, refused } = error.part(batch.drafts);
      await this.save(run, { ...batch, drafts: others, rejections: [...batch.rejections, ...rejectionsOf(refused)] });
    }
  }

  private async saveSoon(run: Running, batch: CheckedBatch): Promise<void> {
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

  private async saveOnce(tx: Transaction, { id, dryRun, update, told: earlier }: Running, batch: CheckedBatch): Promise<void> {
    const owned = await this.known.externalIds(tx, batch.drafts.flatMap(({ email, externalId }) => (externalId !== null && batch.news.has(email) ? [externalId] : [])));
    const isFresh = ({ email, externalId }: ContactDraft): boolean => batch.news.has(email) && !owned.has(externalId ?? '');
    const [fresh, known] = [batch.drafts.filter(isFresh), batch.drafts.filter((draft) => !isFresh(draft))];
    const told = update === 'never' ? refusalsOf(known, batch.news) : known;
    const mode = update === 'overwrite' ? 'overwrite' : 'fill';
    const outcome = told.length + fresh.length === 0 ? NOTHING_WRITTEN : dryRun ? await this.writers.contacts.rehearse(tx, [...fresh, ...told], { mode, earlier }) : await this.writers.list.write(tx, { fresh, known: told, mode });
    const rejections = [...batch.rejections, ...rejectionsOf(outcome.refused)].toSorted((a, b) => a.line - b.line);
    const unchanged = outcome.unchanged + batch.same + known.length - told.length;
    const agreed = batch.drafts.filter(({ consent }) => consent?.granted === true).length;
    await this.imports.note(tx, { id, outcome: { ...outcome, unchanged }, rejections, agreed, suppressed: batch.suppressed, lastLine: batch.lastLine });
  }
}

const rejectionsOf = (refused: readonly Refusal[]): Rejection[] => refused.map(({ place, field, message }) => ({ line: place, column: field, reason: message }));

/** Known contacts are left alone, but who refuses is heard. */
function refusalsOf(known: readonly ContactDraft[], news: ReadonlySet<string>): ContactDraft[] {
  const refusals = known.map((draft) => ({
    ...draft, consent: draft.consent?.granted === false ? draft.consent : null, otherConsents: draft.otherConsents?.filter(({ granted }) => !granted) ?? [],
  }));
  return refusals.filter(({ consent, otherConsents }) => consent !== null || otherConsents.length > 0)
    .map((draft) => ({ ...draft, externalId: news.has(draft.email) ? draft.externalId : null, name: null, language: null, attributes: {}, account: null }));
}

async function* batchesOf(rows: ListRows): AsyncGenerator<ImportBatch> {
  let batch = new ImportBatch();
  for await (const piece of rows) {
    for (const row of piece) {
      batch.add(row);
      if (batch.size < BATCH) continue;
      yield batch;
      batch = new ImportBatch();
    }
  }
  if (batch.size > 0) yield batch;
}
