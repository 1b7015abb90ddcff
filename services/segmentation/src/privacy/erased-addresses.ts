import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Transaction } from '@widecast/database';
import { CONFIG } from '@widecast/service-kit';
import type { SegmentationConfig } from '../config.ts';

/** Taken shared by who writes contacts, alone by who erases one or merges accounts: nobody slips in between the two. */
const LOCK = `hashtext('widecast erased addresses')`;

/** Of those who were asked for, the addresses and the external ids of erased persons. */
export interface Erased {
  readonly emails: ReadonlySet<string>;
  readonly externalIds: ReadonlySet<string>;
}

interface Person {
  readonly email: string | null;
  readonly externalId: string | null;
}

const NONE: ReadonlySet<string> = new Set();

/** Addresses and external ids of erased persons, as keyed hashes (HMAC-SHA-256): who is in it is known to nobody who does not ask with one of them. */
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
    return any?.found === true ? this.held(tx, emails, (email) => email) : NONE;
  }

  /** The same, and by external ids: an old list may know him by another address, and a CRM by his number. */
  async personsAmong(tx: Transaction, emails: readonly string[], ids: readonly string[]): Promise<Erased> {
    const found = await this.among(tx, emails);
    if (ids.length === 0) return { emails: found, externalIds: NONE };
    const [any] = await tx.query<{ found: boolean }>('SELECT EXISTS (SELECT FROM erased_addresses WHERE hash <> person) AS found');
    return { emails: found, externalIds: any?.found === true ? await this.held(tx, ids, nameOfId) : NONE };
  }

  /** To be called first in a transaction that erases somebody, or merges accounts. */
  async alone(tx: Transaction): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(${LOCK})`);
  }

  async add(tx: Transaction, { email, externalId }: Person): Promise<void> {
    if (email !== null) await tx.query('DELETE FROM suppressed_addresses WHERE email = $1', [email]);
    const hashes = [...(email === null ? [] : [email]), ...(externalId === null ? [] : [nameOfId(externalId)])].map((name) => this.hashOf(name));
    await tx.query('INSERT INTO erased_addresses (hash, person) SELECT hash, $2 FROM unnest($1::bytea[]) AS hash ON CONFLICT DO NOTHING', [hashes, hashes[0]]);
  }

  /** Whoever has this address, or this external id: his other one is taken again too. False where it is not in it. */
  async remove(tx: Transaction, { email, externalId }: Person): Promise<boolean> {
    const names = [email, externalId === null ? null : nameOfId(externalId)].filter((name) => name !== null);
    const gone = await tx.query(
      'DELETE FROM erased_addresses WHERE person IN (SELECT person FROM erased_addresses WHERE hash = ANY ($1::bytea[])) RETURNING 1', [names.map((name) => this.hashOf(name))]);
    return gone.length > 0;
  }

  private async held(tx: Transaction, keys: readonly string[], nameOf: (key: string) => string): Promise<ReadonlySet<string>> {
    if (keys.length === 0) return NONE;
    const byHash = new Map(keys.map((key) => [this.hashOf(nameOf(key)).toString('hex'), key]));
    const rows = await tx.query<{ hash: string }>(
      `SELECT encode(hash, 'hex') AS hash FROM erased_addresses WHERE hash IN (SELECT decode(h, 'hex') FROM unnest($1::text[]) AS h)`, [[...byHash.keys()]]);
    return new Set(rows.flatMap(({ hash }) => byHash.get(hash) ?? []));
  }

  private hashOf(name: string): Buffer {
    return createHmac('sha256', this.key).update(name).digest();
  }
}

/** No address has a space. */
const nameOfId = (externalId: string): string => `id ${externalId}`;
