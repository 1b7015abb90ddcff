import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Database } from '@widecast/database';
import { CONFIG, Recurring } from '@widecast/service-kit';
import type { SegmentationConfig } from '../config.ts';
import { ConsentRequestsService } from '../consents/consent-requests.service.ts';

/** What is due by the clock and waits for nobody: a few rows a transaction; of several processes each does others. */
@Injectable()
export class Chores implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Chores.name);
  private readonly recurring: Recurring;

  constructor(
    private readonly database: Database,
    private readonly requests: ConsentRequestsService,
    @Inject(CONFIG) { CHORES_MS }: SegmentationConfig,
  ) {
    this.recurring = new Recurring({
      pause: CHORES_MS, turn: () => this.turn(), failed: (error) => this.logger.warn({ msg: 'the upkeep of contacts failed; it is tried again', error }),
    });
  }

  onApplicationBootstrap(): void {
    this.recurring.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.recurring.stop();
  }

  async turn(): Promise<void> {
    while (!this.recurring.isStopped && (await this.database.transaction((tx) => this.requests.remindSome(tx)))) { /* some at a time */ }
  }
}
