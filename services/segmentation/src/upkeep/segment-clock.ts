import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { columnsOf, Database, type Transaction } from '@widecast/database';
import { CONFIG } from '@widecast/service-kit';
import type { SegmentationConfig } from '../config.ts';
import { SegmentRefresher } from '../membership/segment-refresher.ts';
import { MovedByTime, type TimedSegment } from './moved-by-time.ts';
import { UnfinishedWork } from './unfinished-work.ts';

interface Timed extends TimedSegment {
  readonly ruleVersion: number;
}

/** Lets contacts be judged anew whose membership may change by the mere passing of time. */
@Injectable()
export class SegmentClock implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(SegmentClock.name);
  private timer: NodeJS.Timeout | undefined;
  private turning: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly refresher: SegmentRefresher,
    private readonly moved: MovedByTime,
    private readonly unfinished: UnfinishedWork,
    @Inject(CONFIG) private readonly config: SegmentationConfig,
  ) {}

  onApplicationBootstrap(): void {
    this.next(0);
  }

  async onModuleDestroy(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    await this.turning;
  }

  /** One turn: finishes what was left and notes whomever time has moved since the last turn. */
  async turn(): Promise<void> {
    await this.unfinished.resume();
    await this.database.transaction((tx) => this.note(tx));
  }

  private next(pause: number): void {
    this.timer = setTimeout(() => {
      this.turning = this.turn()
        .catch((error: unknown) => this.logger.warn({ msg: 'the clock of segments failed; it is tried again', error }))
        .then(() => (this.timer ? this.next(this.config.SEGMENT_CLOCK_MS) : undefined));
    }, pause);
  }

  private async note(tx: Transaction): Promise<void> {
    const timed = await tx.query<Timed>(
      `SELECT id, rule, rule_version AS "ruleVersion", clock_at::text AS since, clock_timestamp()::text AS until
       FROM segments WHERE (dependencies ->> 'timed')::boolean ORDER BY id`,
    );
    if (timed.length === 0) return;
    const changes = await this.moved.byFields(tx, timed);
    for (const segment of timed) changes.push(await this.moved.byBehaviour(tx, segment));
    await this.refresher.refresh(tx, changes);
    // A turn of another process may have come further; a rule changed meanwhile has begun a time of its own.
    await tx.query(
      `UPDATE segments s SET clock_at = t.until FROM unnest($1::uuid[], $2::int[], $3::timestamptz[], $4::timestamptz[]) AS t (id, version, since, until)
       WHERE s.id = t.id AND rule_version = t.version AND clock_at = t.since`,
      columnsOf(timed, ({ id }) => id, ({ ruleVersion }) => ruleVersion, ({ since }) => since, ({ until }) => until),
    );
  }
}
