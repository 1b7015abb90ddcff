import type { Queryable } from '@widecast/database';
import { uuidv7 } from '@widecast/messaging';
import { hashOf, hintOf } from './api-key.ts';

export interface NewKey {
  readonly name: string;
  readonly scopes: readonly string[];
  readonly createdBy: string;
  readonly expiresAt?: Date | undefined;
}

/** Stores a key under its digest and gives its id. */
export async function storeKey(database: Queryable, { name, scopes, createdBy, expiresAt }: NewKey, secret: string): Promise<string> {
  const id = uuidv7();
  await database.query(
    'INSERT INTO api_keys (id, name, hash, hint, scopes, created_by, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    [id, name, hashOf(secret), hintOf(secret), scopes, createdBy, expiresAt ?? null],
  );
  return id;
}
