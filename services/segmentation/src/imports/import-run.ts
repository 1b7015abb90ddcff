import { Injectable } from '@nestjs/common';
import { Database, isUniqueViolation, type Transaction } from '@widecast/database';
import { NumbersOfTexts } from '../accounts/numbers-of-texts.ts';
import { OvergrownAccounts } from '../accounts/overgrown-accounts.ts';
import { ToldSignals } from '../accounts/told-signals.ts';
import type { UpdateMode } from '../writing/contact-draft.ts';
import { ContactWriter, NOTHING_WRITTEN } from '../writing/contact-writer.ts';
import { KnownContacts, type Look } from '../writing/known-contacts.ts';
import { PackedContacts } from '../writing/packed-contacts.ts';
import { ListWriter } from '../writing/list-writer.ts';
import { batchesOf, type DraftedBatch, type ImportBatch } from './import-batch.ts';
import { ImportsRepository } from './imports.repository.ts';
import type { ListRows } from './list-row.ts';
import { Lull } from './lull.ts';
import { refusalsOf, rejectionsOf } from './refusals-of.ts';
import { Strangers } from './strangers.ts';

const ATTEMPTS = 5;

export interface Run {
  readonly id: string;
  readonly dryRun: boolean;
  readonly update: UpdateMode | 'never';
  /** Who imports it. */
  readonly actor: string;
  readonly rows: ListRows;
}

interface Running extends Run {
  readonly mode: UpdateMode;
  /** By earlier batches, where they are not written. */
  readonly told: ToldSignals;
  /** The lines of addresses, external ids and accounts. */
  readonly seen: NumbersOfTexts;
  readonly strangers: Strangers;
}

interface CheckedBatch extends DraftedBatch {
  /** So many of the addresses get no promotions. */
  readonly suppressed: number;
}

interface WaitingBatch extends CheckedBatch {
  /** Begins when its new contacts are handed over to the database, or when it is written. */
  readonly lull: Lull;
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
    const run: Running = { ...asked, mode: asked.update === 'overwrite' ? 'overwrite' : 'fill', told: new ToldSignals(), seen: new NumbersOfTexts(), strangers: new Strangers() };
    let drafted: Promise<unknown> = Promise.resolve();
    let calm: Promise<unknown> = Promise.resolve();
    let [written, before]: Promise<unknown>[] = [Promise.resolve(), Promise.resolve()];
    try {
      for await (const batch of batchesOf(run.rows)) {
        // No more than two wait: memory stays flat however slow the database is.
        await before;
        before = written;
        const next = this.draft(run, batch, { earlier: drafted, calm });
        const lull = new Lull();
        written = Promise.all([next, written]).then(([ready]) => this.save(run, { ...ready, lull })).finally(lull.begin);
        drafted = next;
        // They are awaited later; until then a failure must not count as unhandled.
        for (const promise of [drafted, written]) promise.catch(() => undefined);
        // New rows are much work for both: what is read while the database waits for our next statement adds to its time.
        await calm;
        calm = run.strangers.areExpected() && !run.dryRun ? lull.hasBegun : Promise.resolve();
      }
    } finally {
      // Also where the file fails: who says how far it came must know of all that came before.
      await Promise.allSettled([before, written]);
    }
    await Promise.all([before, written]);
  }

  private async draft(run: Running, batch: ImportBatch, { earlier, calm }: Record<'earlier' | 'calm', Promise<unknown>>): Promise<CheckedBatch> {
    const { acquaintances, suppressed } = await this.look(run, batch);
    await earlier;
    await calm;
    return { ...(await batch.read(run.seen, acquaintances, run.mode)), suppressed };
  }

  /** A trial looks at all: nothing is written that would tell of an error. */
  private async look({ dryRun, strangers }: Running, batch: ImportBatch): Promise<Look> {
    if (!dryRun && strangers.areExpected()) return this.known.take(batch.rows);
    const look = await this.known.lookUp(batch.rows);
    strangers.met(look.acquaintances);
    return look;
  }

  private async save(run: Running, batch: WaitingBatch): Promise<void> {
    try {
      await this.saveSoon(run, batch);
    } catch (error) {
      if (!(error instanceof OvergrownAccounts)) throw error;
      const [known, fresh] = [error.part(batch.drafts), error.part(batch.fresh.drafts())];
      const rejections = [...batch.rejections, ...rejectionsOf([...known.refused, ...fresh.refused])];
      await this.save(run, { ...batch, drafts: known.others, fresh: PackedContacts.of(fresh.others, run.mode), rejections });
    }
  }

  private async saveSoon(run: Running, batch: WaitingBatch): Promise<void> {
    let parted: Pick<CheckedBatch, 'drafts' | 'fresh'> = batch;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.database.transaction((tx) => this.saveOnce(tx, run, { ...batch, ...parted }));
      } catch (error) {
        // Somebody else brought one of these people, or took an external id: the next look sees it.
        if (attempt >= ATTEMPTS || !isUniqueViolation(error)) throw error;
        run.strangers.wereKnown();
        parted = await this.partedAgain(batch, run.mode);
      }
    }
  }

  private async partedAgain({ drafts, fresh }: CheckedBatch, mode: UpdateMode): Promise<Pick<CheckedBatch, 'drafts' | 'fresh'>> {
    const all = [...drafts, ...fresh.drafts()].toSorted((a, b) => a.place - b.place);
    const news = await this.known.news(all);
    return { drafts: all.filter(({ email }) => !news.has(email)), fresh: PackedContacts.of(all.filter(({ email }) => news.has(email)), mode) };
  }

  private async saveOnce(tx: Transaction, run: Running, batch: WaitingBatch): Promise<void> {
    const { id, dryRun, update, mode, actor } = run;
    const owned = await this.known.externalIds(tx, batch.fresh.externalIds);
    const { wanted: fresh, others } = owned.size === 0 ? { wanted: batch.fresh, others: [] } : batch.fresh.part(({ externalId }) => !owned.has(externalId ?? ''));
    const known = others.length === 0 ? batch.drafts : [...batch.drafts, ...others];
    const told = update === 'never' ? refusalsOf(known, new Set(others.map(({ email }) => email))) : known;
    const outcome = told.length + fresh.size === 0 ? NOTHING_WRITTEN : dryRun ? await this.writers.contacts.rehearse(tx, [...fresh.drafts(), ...told], { mode, earlier: run.told }) : await this.writers.list.write(tx, { fresh, known: told, mode, actor, handedOver: batch.lull.begin });
    const rejections = [...batch.rejections, ...rejectionsOf(outcome.refused)].toSorted((a, b) => a.line - b.line);
    const unchanged = outcome.unchanged + batch.same + known.length - told.length;
    const agreed = batch.drafts.filter(({ consent }) => consent?.granted === true).length + batch.fresh.agreed();
    await this.imports.note(tx, { id, outcome: { ...outcome, unchanged }, rejections, agreed, suppressed: batch.suppressed, lastLine: batch.lastLine });
  }
}
