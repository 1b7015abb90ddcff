import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Database, type Transaction } from '@widecast/database';
import { CONFIG, Recurring } from '@widecast/service-kit';
import type { SegmentationConfig } from '../config.ts';
import { ConsentRequestsService } from '../consents/consent-requests.service.ts';
import { ErasuresService } from '../privacy/erasures.service.ts';
import { BehaviourRetention } from './behaviour-retention.ts';
import { Retention } from './retention.ts';

/** Transactions a turn: where BEHAVIOUR_KEEP_DAYS was made shorter, years of events go in the background of other work, 100,000 a minute. */
const FORGETTING = 20;

/** What is due by the clock and waits for nobody: a few rows a transaction; of several processes each does others. */
@Injectable()
export class Chores implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Chores.name);
  private readonly recurring: Recurring;

  constructor(
    private readonly database: Database,
    private readonly requests: ConsentRequestsService,
    private readonly erasures: ErasuresService,
    private readonly retention: Retention,
    private readonly behaviour: BehaviourRetention,
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
    await this.exhaust((tx) => this.requests.remindSome(tx));
    await this.exhaust((tx) => this.erasures.askSome(tx));
    await this.exhaust((tx) => this.retention.dropChunks(tx));
    await this.exhaust((tx) => this.retention.dropRejections(tx));
    await this.exhaust((tx) => this.behaviour.forget(tx), FORGETTING);
    await this.exhaust((tx) => this.behaviour.dropTotals(tx), FORGETTING);
  }

  private async exhaust(some: (tx: Transaction) => Promise<boolean>, turns = Infinity): Promise<void> {
    for (let turn = 0; turn < turns && !this.recurring.isStopped && (await this.database.transaction(some)); turn += 1) { /* some at a time */ }
  }
}
