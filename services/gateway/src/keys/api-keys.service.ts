import { Injectable } from '@nestjs/common';
import { Database } from '@widecast/database';
import { Forbidden, Invalid, mayDo, NotFound, type Actor } from '@widecast/service-kit';
import { newSecret } from './api-key.ts';
import { ApiKey } from './api-key.entity.ts';
import { Authenticator } from './authenticator.ts';
import { storeKey } from './store-key.ts';

export interface KeyRequest {
  readonly name: string;
  readonly scopes: readonly string[];
  readonly expiresAt?: string | undefined;
}

/** Makes, lists and revokes keys. */
@Injectable()
export class ApiKeys {
  constructor(private readonly database: Database, private readonly authenticator: Authenticator) {}

  /** The secret is in the answer and nowhere else. Nobody gives rights that he does not have. */
  async create({ name, scopes, expiresAt }: KeyRequest, actor: Actor): Promise<{ id: string; key: string }> {
    const beyond = scopes.filter((scope) => !mayDo(actor, scope));
    if (beyond.length > 0) throw new Forbidden(`A key cannot give rights that it does not have: ${beyond.join(', ')}`);
    const until = expiresAt === undefined ? undefined : new Date(expiresAt);
    if (until && until.getTime() <= Date.now()) {
      throw new Invalid('The key would have expired already', [{ field: 'body.expiresAt', message: 'must be in the future' }]);
    }
    const key = newSecret();
    const id = await storeKey(this.database, { name, scopes, expiresAt: until, createdBy: actor.id }, key);
    return { id, key };
  }

  /** Newest first, the revoked ones too. */
  list(): Promise<ApiKey[]> {
    return this.database.dataSource.getRepository(ApiKey).find({ order: { id: 'DESC' } });
  }

  /** Effective at once in this process, in others when they next look (within a second). */
  async revoke(id: string): Promise<void> {
    const rows = await this.database.query('UPDATE api_keys SET revoked_at = coalesce(revoked_at, now()) WHERE id = $1 RETURNING id', [id]);
    if (rows.length === 0) throw new NotFound('key', id);
    this.authenticator.forget(id);
  }
}
