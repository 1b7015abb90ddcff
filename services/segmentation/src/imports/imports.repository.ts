import { Injectable } from '@nestjs/common';
import { columnsOf, Database, type Queryable, type Transaction } from '@widecast/database';
import { NotFound } from '@widecast/service-kit';
import type { AttributeType, AttributeTypes } from '../attributes/attribute-type.ts';
import type { WriteOutcome } from '../writing/contact-writer.ts';
import type { Header } from './csv-file.ts';
import type { Rejection } from './list-row.ts';

export interface ImportState {
  readonly importId: string;
  readonly state: 'running' | 'settling' | 'done' | 'failed';
  readonly problem: string | null;
  readonly dryRun: boolean;
  readonly rows: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
  /** Rows that were read and say that their contact agreed to advertising; rows that were applied before are not read. */
  readonly agreed: number;
  /** Addresses of the file that get no promotions, whatever it says: unsubscribed, broken, suppressed by hand. */
  readonly suppressed: number;
  /** The last line of the file that is dealt with for good. */
  readonly lastLine: number;
  readonly startedAt: string;
  /** The types of attributes that the file was the first to tell of, by their names. */
  readonly inferred: Readonly<Record<string, AttributeType>>;
  /** What the columns mean, by their titles; of those that are attributes also what they look like. */
  readonly columns: Header['columns'];
  readonly suggested: Header['suggested'];
  /** When the last row was visible; tiers and segments follow. */
  readonly writtenAt: string | null;
  /** When tiers and segments were what these rows make them; other services are told then. */
  readonly settledAt: string | null;
  readonly finishedAt: string | null;
}

export interface Beginning extends Header {
  readonly id: string;
  readonly dryRun: boolean;
  readonly inferred: AttributeTypes;
}

export interface Progress {
  readonly id: string;
  readonly outcome: WriteOutcome;
  readonly rejections: readonly Rejection[];
  readonly agreed: number;
  readonly suppressed: number;
  readonly lastLine: number;
}

const VIEW = `id AS "importId", state, problem, dry_run AS "dryRun", rows, created, updated, unchanged, rejected, agreed, suppressed, last_line AS "lastLine", inferred, columns, suggested,
  to_json(started_at) #>> '{}' AS "startedAt", to_json(written_at) #>> '{}' AS "writtenAt",
  to_json(settled_at) #>> '{}' AS "settledAt", to_json(finished_at) #>> '{}' AS "finishedAt"`;

/** Rejections beyond this number are counted, but not kept. */
const MOST_KEPT = 100_000;

/** The tables imports and import_rejections. */
@Injectable()
export class ImportsRepository {
  constructor(private readonly database: Database) {}

  async begin({ id, dryRun, inferred, columns, suggested }: Beginning): Promise<void> {
    await this.database.query('INSERT INTO imports (id, dry_run, inferred, columns, suggested) VALUES ($1, $2, $3, $4, $5)',
      [id, dryRun, JSON.stringify(Object.fromEntries(inferred)), JSON.stringify(columns), JSON.stringify(suggested)]);
  }

  /** In the transaction of the batch, so that the figures are those of what is visible. */
  async note(tx: Transaction, { id, outcome: { created, updated, unchanged }, rejections, agreed, suppressed, lastLine }: Progress): Promise<void> {
    const [before] = await tx.query<{ rejected: number }>(
      `UPDATE imports SET rows = rows + $2 + $3 + $4 + $5, created = created + $2, updated = updated + $3, unchanged = unchanged + $4,
         rejected = rejected + $5, last_line = $6, agreed = agreed + $7, suppressed = suppressed + $8, touched_at = now()
       WHERE id = $1 RETURNING rejected - $5::int AS rejected`,
      [id, created, updated, unchanged, rejections.length, lastLine, agreed, suppressed],
    );
    const kept = rejections.slice(0, Math.max(0, MOST_KEPT - (before?.rejected ?? 0)));
    await tx.query(
      `INSERT INTO import_rejections (import_id, n, line, "column", reason)
       SELECT $1, $2::int + n, line, col, reason FROM unnest($3::int[], $4::text[], $5::text[]) WITH ORDINALITY AS r (line, col, reason, n)`,
      [id, before?.rejected ?? 0, ...columnsOf(kept, ({ line }) => line, ({ column }) => column, ({ reason }) => reason)],
    );
  }

  async noteWritten(id: string): Promise<void> {
    await this.database.query(`UPDATE imports SET state = 'settling', written_at = now(), touched_at = now() WHERE id = $1`, [id]);
  }

  async noteSettled(id: string): Promise<void> {
    await this.database.query('UPDATE imports SET settled_at = now(), touched_at = now() WHERE id = $1', [id]);
  }

  async finish(id: string, problem: string | null): Promise<void> {
    await this.database.query(
      `UPDATE imports SET state = CASE WHEN $2::text IS NULL THEN 'done' ELSE 'failed' END, problem = $2, finished_at = now(), touched_at = now() WHERE id = $1`,
      [id, problem],
    );
  }

  async touch(ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.database.query(`UPDATE imports SET touched_at = now() WHERE id = ANY ($1::uuid[]) AND state IN ('running', 'settling')`, [ids]);
  }

  /** Imports whose process was killed; what they had committed stays, and what follows from it is done by others. */
  async failForsaken(seconds: number): Promise<void> {
    await this.database.query(
      `UPDATE imports SET state = 'failed', finished_at = now(), problem = 'the process that imported ended; import the file again, what is there already is left as it is'
       WHERE state = 'running' AND touched_at < now() - make_interval(secs => $1)`,
      [seconds],
    );
    await this.database.query(
      `UPDATE imports SET state = 'done', settled_at = coalesce(settled_at, now()), finished_at = now()
       WHERE state = 'settling' AND touched_at < now() - make_interval(secs => $1) AND NOT EXISTS (SELECT FROM unsettled_contacts)`,
      [seconds],
    );
  }

  async find(id: string): Promise<ImportState> {
    const [found] = await this.database.query<ImportState>(`SELECT ${VIEW} FROM imports WHERE id = $1`, [id]);
    if (!found) throw new NotFound('import', id);
    return found;
  }

  /** The newest first: their ids are in order of time. */
  async list({ after, limit }: { after?: string | undefined; limit: number }): Promise<ImportState[]> {
    return this.database.query<ImportState>(`SELECT ${VIEW} FROM imports WHERE $1::uuid IS NULL OR id < $1 ORDER BY id DESC LIMIT $2`, [after, limit]);
  }

  async rejections(id: string, { after = 0, limit }: { after?: number; limit: number }, db: Queryable = this.database): Promise<(Rejection & { n: number })[]> {
    return db.query('SELECT n, line, "column", reason FROM import_rejections WHERE import_id = $1 AND n > $2 ORDER BY n LIMIT $3', [id, after, limit]);
  }
}
