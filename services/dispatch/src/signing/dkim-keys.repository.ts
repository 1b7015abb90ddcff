import { Injectable } from '@nestjs/common';
import { Database, isUniqueViolation, type Queryable } from '@widecast/database';
import { Conflict, NotFound } from '@widecast/service-kit';
import type { DkimKeyRow, DkimKeyState } from './dkim-key.ts';
import type { Publication } from './publication.ts';

const COLUMNS = `
  id, domain, selector, algorithm, record, state, dns, looked_at AS "lookedAt", created_by AS "createdBy", created_at AS "createdAt",
  activated_by AS "activatedBy", activated_at AS "activatedAt", retired_at AS "retiredAt"`;

type Row = DkimKeyRow & Record<string, unknown>;

export type NewDkimKey = Pick<DkimKeyRow, 'id' | 'domain' | 'selector' | 'algorithm' | 'record' | 'createdBy'> & { readonly sealed: Buffer };

export interface SealedKey {
  readonly domain: string;
  readonly selector: string;
  readonly sealed: Buffer;
}

/** Keys in the database, sealed. */
@Injectable()
export class DkimKeysRepository {
  constructor(private readonly database: Database) {}

  /** By domain, the newest first. */
  list(domain?: string): Promise<DkimKeyRow[]> {
    return this.database.query<Row>(`SELECT ${COLUMNS} FROM dkim_keys WHERE $1::text IS NULL OR domain = $1 ORDER BY domain, created_at DESC, id DESC`, [domain ?? null]);
  }

  /** Throws {@link NotFound}. */
  async get(id: string, database: Queryable = this.database): Promise<DkimKeyRow> {
    const [row] = await database.query<Row>(`SELECT ${COLUMNS} FROM dkim_keys WHERE id = $1`, [id]);
    if (!row) throw new NotFound('DKIM key', id);
    return row;
  }

  /** Throws {@link Conflict} where the selector is taken. */
  async add({ id, domain, selector, algorithm, record, createdBy, sealed }: NewDkimKey): Promise<void> {
    await this.database.query('INSERT INTO dkim_keys (id, domain, selector, algorithm, record, created_by, sealed) VALUES ($1, $2, $3, $4, $5, $6, $7)', [
      id, domain, selector, algorithm, record, createdBy, sealed,
    ]).catch((error: unknown) => {
      if (isUniqueViolation(error, 'dkim_keys_name')) throw new Conflict(`There is a key with the selector "${selector}" for ${domain} already; choose another selector, so that what it has signed stays good`);
      throw error;
    });
  }

  /** It signs from now on, in the place of others of its domain and kind; gives those. Throws {@link NotFound}. */
  async activate(id: string, by: string): Promise<readonly string[]> {
    return await this.database.transaction(async (tx) => {
      const { domain, algorithm, state } = await this.get(id, tx);
      await tx.query('SELECT FROM dkim_keys WHERE domain = $1 ORDER BY id FOR UPDATE', [domain]);
      if (state === 'active') return [];
      const before = await tx.query<{ selector: string }>(
        "UPDATE dkim_keys SET state = 'retired', retired_at = now() WHERE domain = $1 AND algorithm = $2 AND state = 'active' AND id <> $3 RETURNING selector", [domain, algorithm, id]);
      await tx.query("UPDATE dkim_keys SET state = 'active', activated_by = $2, activated_at = now(), retired_at = NULL WHERE id = $1", [id, by]);
      return before.map(({ selector }) => selector);
    });
  }

  async retire(id: string): Promise<void> {
    await this.database.query("UPDATE dkim_keys SET state = 'retired', retired_at = now() WHERE id = $1 AND state <> 'retired'", [id]);
  }

  /** Gives whether it was there in one of these states. */
  async remove(id: string, states: readonly DkimKeyState[]): Promise<boolean> {
    return (await this.database.query('DELETE FROM dkim_keys WHERE id = $1 AND state = ANY($2) RETURNING id', [id, states])).length > 0;
  }

  async note(id: string, dns: Publication): Promise<void> {
    await this.database.query('UPDATE dkim_keys SET dns = $2, looked_at = now() WHERE id = $1', [id, dns]);
  }

  /** Those that sign, sealed. */
  active(): Promise<SealedKey[]> {
    return this.database.query<SealedKey & Record<string, unknown>>("SELECT domain, selector, sealed FROM dkim_keys WHERE state = 'active' ORDER BY domain, activated_at, id");
  }

  /** Seals all of them anew, or none where `anew` throws; it gives undefined for one that may stay as it is. Gives how many there are, and how many were sealed anew. */
  async resealAll(anew: (keys: readonly SealedKey[]) => readonly (Buffer | undefined)[]): Promise<{ readonly keys: number; readonly resealed: number }> {
    return await this.database.transaction(async (tx) => {
      const rows = await tx.query<SealedKey & { id: string }>('SELECT id, domain, selector, sealed FROM dkim_keys ORDER BY id FOR UPDATE');
      const seals = anew(rows).flatMap((sealed, at) => (sealed === undefined ? [] : [{ id: rows[at]?.id, sealed }]));
      for (const { id, sealed } of seals) await tx.query('UPDATE dkim_keys SET sealed = $2 WHERE id = $1', [id, sealed]);
      return { keys: rows.length, resealed: seals.length };
    });
  }
}
