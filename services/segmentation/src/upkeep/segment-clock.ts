import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Database } from '@widecast/database';
import type { Rule } from '@widecast/rules';
import { CONFIG } from '@widecast/service-kit';
import type { SegmentationConfig } from '../config.ts';
import { SegmentRefresher } from '../membership/segment-refresher.ts';
import { UnfinishedWork } from './unfinished-work.ts';

interface TimedSegment {
  readonly id: string;
  readonly rule: Rule;
  readonly since: string;
  readonly until: string;
}

const PAGE = 5000;
// An event may be committed after we looked for it and have left its window before the look: each turn looks at the end of
// the turn before once more. No transaction lasts as long.
const LATEST_COMMIT = `interval '1 minute'`;

/** Moves contacts whose membership changes by the mere passing of time: those of whom an event leaves a window. */
@Injectable()
export class SegmentClock implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(SegmentClock.name);
  private timer: NodeJS.Timeout | undefined;
  private turning: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly refresher: SegmentRefresher,
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

  /** One turn: finishes what was left and judges whoever time has moved since the last turn. */
  async turn(): Promise<void> {
    await this.unfinished.resume();
    const timed = await this.database.query<TimedSegment>(
      `SELECT id, rule, clock_at::text AS since, clock_timestamp()::text AS until FROM segments WHERE (dependencies ->> 'timed')::boolean`,
    );
    for (const segment of timed) await this.turnOf(segment);
  }

  private next(pause: number): void {
    this.timer = setTimeout(() => {
      this.turning = this.turn()
        .catch((error: unknown) => this.logger.warn({ msg: 'the clock of segments failed; it is tried again', error }))
        .then(() => (this.timer ? this.next(this.config.SEGMENT_CLOCK_MS) : undefined));
    }, pause);
  }

  private async turnOf(segment: TimedSegment): Promise<void> {
    for (let after: string | undefined = ''; after !== undefined;) {
      const contactIds = await this.movedByTime(segment, after);
      await this.database.transaction((tx) => this.refresher.refresh(tx, [{ contactIds, touches: ({ id }) => id === segment.id }]));
      after = contactIds.length < PAGE ? undefined : contactIds.at(-1);
    }
    // A turn of another process may have come further; a rule changed meanwhile has begun a time of its own.
    await this.database.query(`UPDATE segments SET clock_at = $2 WHERE id = $1 AND clock_at = $3 AND rule = $4`, [
      segment.id, segment.until, segment.since, JSON.stringify(segment.rule),
    ]);
  }

  private async movedByTime({ rule, since, until }: TimedSegment, after: string): Promise<string[]> {
    const windows = [...windowsOf(rule)];
    const rows = await this.database.query<{ id: string }>(
      `SELECT DISTINCT b.contact_id AS id FROM unnest($1::text[], $2::int[]) AS w (type, hours)
       JOIN behaviour_events b ON b.type = w.type
         AND b.occurred_at >= $3::timestamptz - ${LATEST_COMMIT} - make_interval(hours => w.hours) AND b.occurred_at < $4::timestamptz - make_interval(hours => w.hours)
       WHERE b.contact_id > $5 ORDER BY id LIMIT ${PAGE}`,
      [windows.map(({ type }) => type), windows.map(({ hours }) => hours), since, until, after || '00000000-0000-0000-0000-000000000000'],
    );
    return rows.map(({ id }) => id);
  }
}

function* windowsOf(rule: Rule): Generator<{ type: string; hours: number }> {
  if ('not' in rule) yield* windowsOf(rule.not);
  else if ('all' in rule) for (const child of rule.all) yield* windowsOf(child);
  else if ('any' in rule) for (const child of rule.any) yield* windowsOf(child);
  else if ('behaviour' in rule && rule.within) yield { type: rule.behaviour, hours: rule.within.days * 24 };
}
