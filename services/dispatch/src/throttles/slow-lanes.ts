import { Inject, Injectable, Logger } from '@nestjs/common';
import { Database, type Transaction } from '@widecast/database';
import { CONFIG, counter } from '@widecast/service-kit';
import type { DispatchConfig } from '../config.ts';
import { faster, slower, type LaneSpeed } from './lane-speed.ts';

export interface SlowLaneView extends LaneSpeed {
  readonly relay: string;
  /** A provider, or a domain that none is known for. */
  readonly group: string;
  /** The last reply that asked for less, like `421 4.7.28`. */
  readonly cause: string;
  readonly slowedAt: Date;
}

export interface Complaint {
  readonly relay: string;
  readonly group: string;
  readonly cause: string;
  /** How fast the lane goes, in messages a second. */
  readonly observed: number;
}

/** What is complained of in the same moment is one complaint, in seconds: it is about what left before we knew. */
const SAME_MOMENT = 2;

const slowings = counter({ name: 'widecast_lane_slowdowns_total', help: 'How often lanes were slowed down because their receivers asked for it.', labels: ['service', 'relay', 'provider'] });

const COLUMNS = 'relay, "group", rate, step, before, cause, slowed_at AS "slowedAt"';

/** How fast lanes may go whose receivers have asked for less, shared by all processes. */
@Injectable()
export class SlowLanes {
  private readonly logger = new Logger('lanes');

  constructor(
    private readonly database: Database,
    @Inject(CONFIG) private readonly config: DispatchConfig,
  ) {}

  list(): Promise<SlowLaneView[]> {
    return this.database.query<SlowLaneView & Record<string, unknown>>(`SELECT ${COLUMNS} FROM slow_lanes ORDER BY relay, "group"`);
  }

  async slow(complaint: Complaint, provider: string): Promise<void> {
    const { relay, group, cause, observed } = complaint;
    const speed = await this.database.transaction(async (tx) => {
      await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 1))', [`${relay} ${group}`]);
      const [known] = await tx.query<LaneSpeed & { isNew: boolean } & Record<string, unknown>>(
        `SELECT rate, step, before, slowed_at > clock_timestamp() - make_interval(secs => $3) AS "isNew" FROM slow_lanes WHERE relay = $1 AND "group" = $2`, [relay, group, SAME_MOMENT]);
      if (known?.isNew) return undefined;
      const next = slower(known, observed);
      await tx.query(
        `INSERT INTO slow_lanes (relay, "group", rate, step, before, cause) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (relay, "group") DO UPDATE SET rate = excluded.rate, step = excluded.step, cause = excluded.cause, slowed_at = clock_timestamp(), raised_at = clock_timestamp()`,
        [relay, group, next.rate, next.step, next.before, cause]);
      return next;
    });
    if (!speed) return;
    slowings.inc({ service: 'dispatch', relay, provider });
    this.logger.warn({ msg: 'a lane is slowed down, as its receiver asks', relay, provider, cause, perSecond: speed.rate });
  }

  /** Lets those become faster of which nobody has complained for a while, in one process at a time. */
  async raise(): Promise<void> {
    await this.database.transaction(async (tx) => {
      const due = await tx.query<SlowLaneView & Record<string, unknown>>(
        `SELECT ${COLUMNS} FROM slow_lanes WHERE raised_at < clock_timestamp() - make_interval(secs => $1 / 1000.0) ORDER BY relay, "group" FOR UPDATE SKIP LOCKED`,
        [this.config.LANE_RECOVERY_MS]);
      for (const lane of due) await this.setSpeed(tx, lane, faster(lane));
    });
  }

  /** As if nobody had complained; gives whether it was slow. */
  async free(relay: string, group: string): Promise<boolean> {
    return (await this.database.query('DELETE FROM slow_lanes WHERE relay = $1 AND "group" = $2 RETURNING relay', [relay, group])).length > 0;
  }

  private async setSpeed(tx: Transaction, { relay, group }: SlowLaneView, speed: LaneSpeed | undefined): Promise<void> {
    if (speed) await tx.query('UPDATE slow_lanes SET rate = $3, raised_at = clock_timestamp() WHERE relay = $1 AND "group" = $2', [relay, group, speed.rate]);
    else await tx.query('DELETE FROM slow_lanes WHERE relay = $1 AND "group" = $2', [relay, group]);
  }
}
