import { Injectable } from '@nestjs/common';
import { columnsOf, Database, usePrimaryKeys, type Queryable, type Transaction } from '@widecast/database';
import { Meters } from './meters.ts';
import { RulesService } from './rules.service.ts';
import { Room, shares, type Waiting } from './share.ts';

/** Jumps from lane to lane of each source over the index: what it costs is the number of lanes, not of deliveries that wait. */
const WAITING = `
  WITH RECURSIVE noted AS (
    (SELECT source_id, lane FROM redos WHERE lane IS NOT NULL ORDER BY source_id, lane LIMIT 1)
    UNION ALL
    SELECT n.source_id, n.lane FROM noted p CROSS JOIN LATERAL (
      SELECT source_id, lane FROM redos WHERE lane IS NOT NULL AND (source_id, lane) > (p.source_id, p.lane) ORDER BY source_id, lane LIMIT 1) n
  )
  SELECT n.source_id AS "sourceId", n.lane, s.kind, s.weight, s.state = 'closing' AS "isOver", (
    SELECT count(*)::int FROM (SELECT FROM redos r WHERE r.source_id = n.source_id AND r.lane = n.lane AND r.due_at <= now() LIMIT 5000) due) AS outstanding
  FROM noted n JOIN sources s ON s.id = n.source_id WHERE s.state IN ('open', 'closing')`;

const RELEASE = `
  WITH freed AS MATERIALIZED (
    SELECT w.source_id, f.seq FROM unnest($1::uuid[], $2::text[], $3::int[]) AS w (source_id, lane, n) CROSS JOIN LATERAL (
      SELECT seq FROM redos r WHERE r.source_id = w.source_id AND r.lane = w.lane AND r.due_at > now() ORDER BY r.due_at, r.seq LIMIT w.n) f
  )
  UPDATE redos r SET due_at = now() FROM freed f WHERE r.source_id = f.source_id AND r.seq = f.seq RETURNING r.seq`;

/** One process at a time divides what may leave. */
const LEAD = "SELECT pg_try_advisory_xact_lock(hashtextextended('throttled deliveries', 0)) AS leads";

type Row = Omit<Waiting, 'limits'>;

/** Lets deliveries that wait for room in their lane go, as many as there is room for. */
@Injectable()
export class Releases {
  constructor(
    private readonly database: Database,
    private readonly rules: RulesService,
    private readonly meters: Meters,
  ) {}

  /** One statement, cheap where there is nothing. */
  async look(): Promise<{ readonly isWaiting: boolean; readonly isSlow: boolean }> {
    const [row] = await this.database.query<{ isWaiting: boolean; isSlow: boolean }>(
      'SELECT EXISTS (SELECT FROM redos WHERE lane IS NOT NULL) AS "isWaiting", EXISTS (SELECT FROM slow_lanes) AS "isSlow"');
    return row ?? { isWaiting: false, isSlow: false };
  }

  /** Gives how many can go now. Another process that does the same meanwhile leaves it to us. */
  async release(): Promise<number> {
    const rules = await this.rules.current();
    return await this.database.transaction(async (tx) => {
      const [lock] = await tx.query<{ leads: boolean }>(LEAD);
      if (lock?.leads !== true) return 0;
      await usePrimaryKeys(tx);
      const rows = await tx.query<Row & Record<string, unknown>>(WAITING);
      if (rows.length === 0) return 0;
      const waiting = rows.map((row) => ({ ...row, limits: rules.limitsFor(row.lane, row.sourceId, Date.now()) }));
      return await this.letGo(tx, shares(waiting, await this.roomFor(tx, waiting)));
    });
  }

  private async roomFor(database: Queryable, waiting: readonly Waiting[]): Promise<Room> {
    const keys = new Set(waiting.flatMap(({ limits }) => limits.map(({ key }) => key)));
    const { cells, now } = await this.meters.read(database, [...keys]);
    return new Room(cells, now);
  }

  private async letGo(tx: Transaction, shared: ReadonlyMap<Waiting, number>): Promise<number> {
    const going = [...shared].filter(([, n]) => n > 0);
    if (going.length === 0) return 0;
    const columns = columnsOf(going, ([{ sourceId }]) => sourceId, ([{ lane }]) => lane, ([, n]) => n);
    return (await tx.query(RELEASE, columns)).length;
  }
}
