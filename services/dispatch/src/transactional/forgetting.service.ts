import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Database, usePrimaryKeys } from '@widecast/database';
import { CONFIG, Recurring } from '@widecast/service-kit';
import type { DispatchConfig } from '../config.ts';

const PAUSE = 600_000;
const PIECE = 1000;

/** The ids of messages (UUID v7) begin with the time at which they were asked for, in ms since 1970; none was before. */
const BEFORE = `(lpad(to_hex(greatest(extract(epoch FROM now() - make_interval(secs => $2::float8 * 86400)) * 1000, 0)::bigint), 12, '0') || repeat('0', 20))::uuid`;

/** The next old ones behind an id. What may have got lost, or arrived twice, has its mark for ever, and what is still open its time. */
const FORGET = `
  WITH old AS MATERIALIZED (
    SELECT id, source_id, contact_id FROM messages WHERE id > $1 AND id < ${BEFORE} ORDER BY id LIMIT ${PIECE} FOR UPDATE SKIP LOCKED
  ), gone AS (
    DELETE FROM deliveries d USING old o WHERE d.source_id = o.source_id AND d.contact_id = o.contact_id AND d.step = o.id::text AND d.step <> ''
      AND d.mark IS NULL AND d.state IN ('accepted', 'failed', 'suppressed', 'skipped', 'cancelled', 'expired') RETURNING d.step
  ), forgotten AS (
    DELETE FROM messages WHERE id = ANY (ARRAY(SELECT step::uuid FROM gone)) RETURNING id
  )
  SELECT (SELECT max(id::text) FROM old) AS last, (SELECT count(*)::int FROM forgotten) AS forgotten`;

const FIRST = '00000000-0000-0000-0000-000000000000';

interface Page {
  readonly [column: string]: unknown;
  readonly last: string | null;
  readonly forgotten: number;
}

/** Forgets single messages that are over for long, with their keys and their rows of the ledger. Any number of processes may do it. */
@Injectable()
export class ForgettingService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('messages');
  private readonly turns = new Recurring({ pause: PAUSE, turn: () => this.forgetOld(), failed: (error) => this.logger.warn({ msg: 'old messages could not be forgotten', error }) });

  constructor(
    private readonly database: Database,
    @Inject(CONFIG) private readonly config: DispatchConfig,
  ) {}

  onApplicationBootstrap(): void {
    this.turns.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.turns.stop();
  }

  /** In pieces; a stop costs none. */
  async forgetOld(): Promise<void> {
    let forgotten = 0;
    for (let after: string | null = FIRST; after !== null && !this.turns.isStopped; ) {
      const page = await this.forgetAfter(after);
      after = page.last;
      forgotten += page.forgotten;
    }
    if (forgotten > 0) this.logger.log({ msg: 'old messages were forgotten', messages: forgotten, days: this.config.MESSAGES_KEEP_DAYS });
  }

  private forgetAfter(after: string): Promise<Page> {
    return this.database.transaction(async (tx) => {
      await usePrimaryKeys(tx);
      const [page] = await tx.query<Page>(FORGET, [after, this.config.MESSAGES_KEEP_DAYS]);
      return page ?? { last: null, forgotten: 0 };
    });
  }
}
