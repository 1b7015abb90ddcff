import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Database } from '@widecast/database';
import { CONFIG } from '@widecast/service-kit';
import type { GatewayConfig } from '../config.ts';
import { newSecret } from './api-key.ts';
import { storeKey } from './store-key.ts';

/** Lets somebody in at all: an installation without any key gets one, with all rights, at its start. */
@Injectable()
export class FirstKey implements OnApplicationBootstrap {
  constructor(private readonly database: Database, @Inject(CONFIG) private readonly config: GatewayConfig) {}

  async onApplicationBootstrap(): Promise<void> {
    const given = this.config.BOOTSTRAP_API_KEY;
    if (given !== undefined) await this.store(given, () => undefined);
  }

  /**
   * Makes a random key where there is none at all, and shows it before it counts: whoever is killed in between has seen a
   * key that opens nothing, and the next start shows another. Call it once the gateway listens.
   */
  async make(show: (secret: string) => void): Promise<void> {
    const secret = newSecret();
    await this.store(secret, () => show(secret));
  }

  private async store(secret: string, beforeCommit: () => void): Promise<void> {
    await this.database.transaction(async (tx) => {
      // Several gateways may start at once on an empty table.
      await tx.query(`SELECT pg_advisory_xact_lock(hashtext('widecast first key'))`);
      const [row] = await tx.query<{ found: boolean }>('SELECT EXISTS (SELECT FROM api_keys) AS found');
      if (row?.found) return;
      await storeKey(tx, { name: 'first key', scopes: ['*'], createdBy: 'installation' }, secret);
      beforeCommit();
    });
  }
}
