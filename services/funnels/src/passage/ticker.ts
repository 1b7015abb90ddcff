import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { CONFIG } from '@widecast/service-kit';
import type { FunnelsConfig } from '../config.ts';
import { EnrolmentService } from '../entry/enrolment.service.ts';
import { BATCH, PassageService } from './passage.service.ts';

/** The clock of the funnels. Any number of processes may have one: what one holds the others pass over. */
@Injectable()
export class Ticker implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Ticker.name);
  private running: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;
  private stopping = false;

  constructor(
    private readonly passage: PassageService,
    private readonly enrolment: EnrolmentService,
    @Inject(CONFIG) private readonly config: FunnelsConfig,
  ) {}

  onApplicationBootstrap(): void {
    this.schedule();
  }

  /** Finishes the batch in hand. */
  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private schedule(): void {
    this.timer = setTimeout(() => {
      this.running = this.tick()
        .catch((error: unknown) => this.logger.warn({ msg: 'contacts in funnels could not be moved; trying again', error }))
        .finally(() => this.stopping || this.schedule());
    }, this.config.FUNNEL_TICK_MS);
  }

  private async tick(): Promise<void> {
    for (const funnelId of await this.enrolment.openFunnels()) {
      while (!this.stopping && (await this.enrolment.enrolSome(funnelId)) === 'more');
    }
    for (const funnelId of await this.passage.dueFunnels()) {
      while (!this.stopping && (await this.passage.advanceDue(funnelId)) === BATCH);
    }
  }
}
