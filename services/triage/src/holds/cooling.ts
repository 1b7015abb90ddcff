import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Recurring } from '@widecast/service-kit';
import { HoldsService } from './holds.service.ts';

const PAUSE = 5000;

/** Looks for holds whose time is over. */
@Injectable()
export class Cooling implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('holds');
  private readonly watching = new Recurring({
    pause: PAUSE,
    turn: async () => {
      while ((await this.holds.endCooled()) > 0 && !this.watching.isStopped);
    },
    failed: (error) => this.logger.warn({ msg: 'holds could not be ended; tried again', error }),
  });

  constructor(private readonly holds: HoldsService) {}

  onApplicationBootstrap(): void {
    this.watching.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.watching.stop();
  }
}
