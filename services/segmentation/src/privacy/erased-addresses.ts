import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Transaction } from '@widecast/database';
import { CONFIG } from '@widecast/service-kit';
import type { SegmentationConfig } from '../config.ts';

/** Taken shared by who writes contacts, alone by who erases one or merges accounts: nobody slips in between the two. */
const LOCK = `hashtext('widecast erased addresses')`;

/** Addresses of erased persons, as keyed hashes (HMAC-SHA-256): who is in it is known to nobody who does not ask with the address. */
@Injectable()
export class ErasedAddresses {
  private readonly key: Buffer;

  constructor(@Inject(CONFIG) { WIDECAST_INTERNAL_SECRET }: SegmentationConfig) {
    this.key = createHmac('sha256', WIDECAST_INTERNAL_SECRET).update('widecast erased addresses').digest();
  }

  /** Those of the addresses that must not be taken; none is erased before the transaction ends. */
  async among(tx: Transaction, emails: readonly string[]): Promise<ReadonlySet<string>> {
    await tx.query(`SELECT pg_advisory_xact_lock_shared(${LOCK})`);
    const [any] = await tx.query<{ found: boolean }>('SELECT EXISTS (SELECT FROM erased_addresses) AS found');
    if (any?.found !== true || emails.length === 0) return new Set();
    const byHash = new Map(emails.map((email) => [this.hashOf(email).toString('hex'), email]));
    const rows = await tx.query<{ hash: string }>(
      `SELECT encode(hash, 'hex') AS hash FROM erased_addresses WHERE hash IN (SELECT decode(h, 'hex') FROM unnest($1::text[]) AS h)`, [[...byHash.keys()]]);
    return new Set(rows.flatMap(({ hash }) => byHash.get(hash) ?? []));
  }

  /** To be called first in a transaction that erases somebody, or merges accounts. */
  async alone(tx: Transaction): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(${LOCK})`);
  }

  async add(tx: Transaction, email: string): Promise<void> {
    await tx.query('DELETE FROM suppressed_addresses WHERE email = $1', [email]);
    await tx.query('INSERT INTO erased_addresses (hash) VALUES ($1) ON CONFLICT DO NOTHING', [this.hashOf(email)]);
  }

  /** False where it is not in it. */
  async remove(tx: Transaction, email: string): Promise<boolean> {
    return (await tx.query('DELETE FROM erased_addresses WHERE hash = $1 RETURNING 1', [this.hashOf(email)])).length > 0;
  }

  private hashOf(email: string): Buffer {
    return createHmac('sha256', this.key).update(email).digest();
  }
}
