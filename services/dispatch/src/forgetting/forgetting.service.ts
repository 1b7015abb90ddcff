import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Database } from '@widecast/database';
import { CONFIG, Recurring } from '@widecast/service-kit';
import type { DispatchConfig } from '../config.ts';
import { forgetAnswers } from './old-answers.ts';
import { forgetMessages } from './old-messages.ts';
import type { Page } from './page.ts';

const PAUSE = 600_000;

type Forget = (database: Database, after: string | null, days: number) => Promise<Page>;

/** Forgets single messages and answers to tickets that are over for long. Any number of processes may do it. */
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
    const [messages, answers] = [await this.forgetAll(forgetMessages), await this.forgetAll(forgetAnswers)];
    if (messages + answers > 0) this.logger.log({ msg: 'old messages were forgotten', messages, answers, days: this.config.MESSAGES_KEEP_DAYS });
  }

  private async forgetAll(forget: Forget): Promise<number> {
    let forgotten = 0;
    for (let after: string | null | undefined; after !== null && !this.turns.isStopped; ) {
      const page: Page = await forget(this.database, after ?? null, this.config.MESSAGES_KEEP_DAYS);
      after = page.last;
      forgotten += page.forgotten;
    }
    return forgotten;
  }
}
