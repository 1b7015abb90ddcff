import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Database } from '@widecast/database';
import { Unauthenticated, type Actor } from '@widecast/service-kit';
import { hashOf } from './api-key.ts';
import { TooManyWrongKeys, WrongKeys } from './wrong-keys.ts';

/** How long, in ms, a key is believed without looking: a revocation elsewhere is effective after this time. */
const BELIEVED = 1000;
const LAST_USED_EVERY = 60_000;

interface StoredKey {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  readonly lastUsedAt: Date | null;
}

interface Belief {
  readonly key: StoredKey;
  readonly since: number;
}

/** Tells who holds a key. */
@Injectable()
export class Authenticator implements OnModuleDestroy {
  private readonly logger = new Logger('keys');
  private readonly beliefs = new Map<string, Belief>();
  private readonly lookups = new Map<string, Promise<StoredKey | undefined>>();
  private readonly touched = new Map<string, number>();
  private readonly touches = new Set<Promise<void>>();
  private readonly wrong = new WrongKeys();

  constructor(private readonly database: Database) {}

  /** Throws {@link Unauthenticated} where the key does not let in, {@link TooManyWrongKeys} where the address should stop trying. */
  async actorWith(secret: string, address: string, now = Date.now()): Promise<Actor> {
    const digest = hashOf(secret).toString('hex');
    const believed = this.beliefs.get(digest);
    // A key that was good a moment ago is looked up even now, so that a careless neighbour does not lock out others.
    if (!believed && this.wrong.areTooMany(address, now)) throw new TooManyWrongKeys();
    const key = believed && now - believed.since < BELIEVED ? believed.key : await this.lookUp(digest, now);
    const reason = refusalOf(key, now);
    if (key === undefined || reason !== undefined) {
      this.wrong.note(address, now);
      throw new Unauthenticated(reason ?? 'This key is not known here');
    }
    this.noteUse(key, now);
    return { id: `key:${key.id}`, name: key.name, scopes: key.scopes };
  }

  /** Believes nothing about the key any more. */
  forget(id: string): void {
    for (const [digest, { key }] of this.beliefs) if (key.id === id) this.beliefs.delete(digest);
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.touches);
  }

  /** One query for all requests that ask about the same key at the same time. */
  private async lookUp(digest: string, now: number): Promise<StoredKey | undefined> {
    const running = this.lookups.get(digest);
    if (running) return running;
    const lookup = this.find(digest).finally(() => this.lookups.delete(digest));
    this.lookups.set(digest, lookup);
    const key = await lookup;
    if (key && key.revokedAt === null) this.beliefs.set(digest, { key, since: now });
    else this.beliefs.delete(digest);
    return key;
  }

  private async find(digest: string): Promise<StoredKey | undefined> {
    const [key] = await this.database.query<StoredKey & Record<string, unknown>>(
      `SELECT id, name, scopes, expires_at AS "expiresAt", revoked_at AS "revokedAt", last_used_at AS "lastUsedAt"
       FROM api_keys WHERE hash = decode($1, 'hex')`,
      [digest],
    );
    return key;
  }

  private noteUse({ id, lastUsedAt }: StoredKey, now: number): void {
    const last = Math.max(this.touched.get(id) ?? 0, lastUsedAt?.getTime() ?? 0);
    if (now - last < LAST_USED_EVERY) return;
    this.touched.set(id, now);
    const touch = this.database
      .query(`UPDATE api_keys SET last_used_at = now() WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < now() - interval '50 seconds')`, [id])
      .then(() => undefined, (error: unknown) => this.logger.warn({ msg: 'the last use of a key could not be noted', key: id, error }))
      .finally(() => this.touches.delete(touch));
    this.touches.add(touch);
  }
}

/** Why a key does not let in; said only to who has its secret. */
function refusalOf(key: StoredKey | undefined, now: number): string | undefined {
  if (!key) return 'This key is not known here';
  if (key.revokedAt) return `This key was revoked at ${key.revokedAt.toISOString()}`;
  if (key.expiresAt && key.expiresAt.getTime() <= now) return `This key expired at ${key.expiresAt.toISOString()}`;
  return undefined;
}
