import { Inject, Injectable, Logger } from '@nestjs/common';
import { Database, type Transaction } from '@widecast/database';
import { CONFIG } from '@widecast/service-kit';
import type { DispatchConfig } from '../config.ts';

const LOOK_EVERY = 5000;
/** Seconds; what waits for less need not be moved. */
const TOLERATED = 5;

/** Nothing is changed where it is earlier than it was. */
const LOOK = 'UPDATE database_clock SET seen_at = clock_timestamp() WHERE seen_at <= clock_timestamp() RETURNING one';

const BACK = 'SELECT extract(epoch FROM seen_at - clock_timestamp())::float8 AS seconds FROM database_clock';

/** Who is taken up this moment is left alone. What comes too early by it is judged once more by the fence, as what was put off. */
const MOVE_REDOS = `
  UPDATE redos r SET due_at = r.due_at - make_interval(secs => $1) FROM (
    SELECT source_id, seq FROM redos WHERE due_at > clock_timestamp() AND due_at < 'infinity' FOR UPDATE SKIP LOCKED) late
  WHERE r.source_id = late.source_id AND r.seq = late.seq`;

/** No lease is longer, of whoever has renewed it since. */
const SHORTEN_LEASES = `
  UPDATE claims SET lease_until = clock_timestamp() + make_interval(secs => $1 / 1000.0) WHERE fence IN (
    SELECT fence FROM claims WHERE lease_until > clock_timestamp() + make_interval(secs => $1 / 1000.0) FOR UPDATE SKIP LOCKED)`;

/** Of messages that were asked for before the step. */
const MOVE_EXPIRIES = `
  UPDATE messages SET expires_at = expires_at - make_interval(secs => $1), look_at = look_at - make_interval(secs => $1) WHERE id IN (
    SELECT id FROM messages WHERE look_at IS NOT NULL AND created_at > clock_timestamp() FOR UPDATE SKIP LOCKED)`;

/** Where the clock of the database is set back, what waits for a time does not wait for as long as the step. Any number of processes may look. */
@Injectable()
export class ClockSteps {
  private readonly logger = new Logger('clock');
  private lookedAt = -Infinity;

  constructor(
    private readonly database: Database,
    @Inject(CONFIG) private readonly config: DispatchConfig,
  ) {}

  /** Once in a while; gives by how many seconds what waits was moved. */
  async look(): Promise<number> {
    if (performance.now() - this.lookedAt < LOOK_EVERY) return 0;
    this.lookedAt = performance.now();
    return await this.lookNow();
  }

  async lookNow(): Promise<number> {
    if ((await this.database.query(LOOK)).length > 0) return 0;
    const seconds = await this.database.transaction((tx) => this.moveBack(tx));
    if (seconds > 0) this.logger.warn({ msg: 'the clock of the database was set back, and so were the times at which something is due', seconds: Math.round(seconds) });
    return seconds;
  }

  private async moveBack(tx: Transaction): Promise<number> {
    await tx.query('SELECT FROM database_clock FOR UPDATE');
    // Another process may have moved everything while this one waited.
    const [{ seconds } = { seconds: 0 }] = await tx.query<{ seconds: number }>(BACK);
    if (seconds < TOLERATED) return 0;
    await tx.query(MOVE_REDOS, [seconds]);
    await tx.query(SHORTEN_LEASES, [this.config.LEASE_MS]);
    await tx.query(MOVE_EXPIRIES, [seconds]);
    await tx.query('UPDATE database_clock SET seen_at = clock_timestamp()');
    return seconds;
  }
}
