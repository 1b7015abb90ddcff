import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Database } from '@widecast/database';
import { CONFIG } from '@widecast/service-kit';
import type { GatewayConfig } from '../config.ts';
import { newSecret } from './api-key.ts';
import { storeKey } from './store-key.ts';

/** Lets somebody in at all: an installation without any key gets one, with all rights, at its start. */
@Injectable()
export class FirstKey implements OnApplicationBootstrap {
  private secret: string | undefined;

  constructor(private readonly database: Database, @Inject(CONFIG) private readonly config: GatewayConfig) {}

  async onApplicationBootstrap(): Promise<void> {
    const given = this.config.BOOTSTRAP_API_KEY;
    const secret = given ?? newSecret();
    const isMade = await this.database.transaction(async (tx) => {
      // Several gateways may start at once on an empty table.
      await tx.query(`SELECT pg_advisory_xact_lock(hashtext('widecast first key'))`);
      const [row] = await tx.query<{ found: boolean }>('SELECT EXISTS (SELECT FROM api_keys) AS found');
      if (row?.found) return false;
      await storeKey(tx, { name: 'first key', scopes: ['*'], createdBy: 'installation' }, secret);
      return true;
    });
    if (isMade && given === undefined) this.secret = secret;
  }

  /** The key that was made at this start, once; it cannot be had again. */
  take(): string | undefined {
    const { secret } = this;
    this.secret = undefined;
    return secret;
  }
}
