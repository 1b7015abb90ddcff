import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Database } from '@widecast/database';
import { observedGauge } from '@widecast/service-kit';
import { ChangeQueue } from './change-queue.ts';
import { SegmentJudge } from './segment-judge.ts';

const RETRY = 1000;
/** Between two batches, in ms: what comes meanwhile is judged together, for one statement for 2,000 contacts costs little more than for 20. */
const GATHER = 100;
/** From here on who brings more changes has to wait: a blast of events grows a list in the sender, not here. */
const CROWDED = 100_000;
const BACKLOG = { name: 'widecast_segment_backlog_contacts', help: 'Changed contacts that segments have not judged yet.', labels: ['service'] as const };
const DELAY = { name: 'widecast_segment_delay_seconds', help: 'How long the oldest change waits for the segments.', labels: ['service'] as const };

/**
 * Judges changed contacts, a batch a transaction, as long as there are any. One process does it at a time; it looks for
 * those of others too, and at the start for those that a killed one left.
 */
@Injectable()
export class ChangeDrain implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(ChangeDrain.name);
  private running: Promise<void> | undefined;
  private isAsked = false;
  private stopping = false;
  private endGauges: () => void = () => undefined;
  private goOn: () => void = () => undefined;

  constructor(
    private readonly database: Database,
    private readonly queue: ChangeQueue,
    private readonly judge: SegmentJudge,
  ) {}

  onApplicationBootstrap(): void {
    const labels = { service: 'segmentation' };
    const ends = [
      observedGauge(BACKLOG, async (gauge) => gauge.set(labels, (await this.queue.backlog(this.database)).contacts)),
      observedGauge(DELAY, async (gauge) => gauge.set(labels, (await this.queue.backlog(this.database)).seconds)),
    ];
    this.endGauges = () => ends.forEach((end) => end());
    this.wake();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    this.goOn();
    this.endGauges();
    await this.running;
  }

  /** Begins in the background; an ask during the work is heard after it. */
  wake(): void {
    this.isAsked = true;
    this.running ??= this.run().finally(() => (this.running = undefined));
  }

  /** All changes that were committed before are judged when it returns. */
  async complete(): Promise<void> {
    while (await this.step()) { /* batch by batch */ }
  }

  /** Returns when there is room for more changes. */
  async room(): Promise<void> {
    while ((await this.queue.backlog(this.database)).contacts > CROWDED && (await this.step())) { /* who brings them helps */ }
  }

  private async run(): Promise<void> {
    while (this.isAsked && !this.stopping) {
      this.isAsked = false;
      try {
        while (!this.stopping && (await this.step())) await this.pause();
      } catch (error) {
        this.logger.warn({ msg: 'changed contacts could not be judged; it is tried again', error });
        setTimeout(() => !this.stopping && this.wake(), RETRY).unref();
      }
    }
  }

  private pause(): Promise<void> {
    return new Promise((go) => {
      const timer = setTimeout(go, GATHER);
      this.goOn = () => {
        clearTimeout(timer);
        go();
      };
    });
  }

  private step(): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const changes = await this.queue.take(tx);
      if (changes.length > 0) await this.judge.judge(tx, changes);
      return changes.length > 0;
    });
  }
}
