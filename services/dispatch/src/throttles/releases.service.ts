import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Recurring } from '@widecast/service-kit';
import { Bell } from '../ledger/bell.ts';
import { Releases } from './releases.ts';
import { SlowLanes } from './slow-lanes.ts';

/** ms */
const TURN = 200;
/** Where nothing waited lately, it is looked for every so many turns. */
const IDLE = 10;

/** Divides what may leave among what waits, a few times a second, and lets slow lanes become faster. */
@Injectable()
export class ReleasesService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('throttles');
  private readonly turns = new Recurring({ pause: TURN, turn: () => this.turn(), failed: (error) => this.logger.warn({ msg: 'throttled deliveries were not looked at', error }) });
  private turnsToSkip = 0;

  constructor(
    private readonly releases: Releases,
    private readonly slowLanes: SlowLanes,
    private readonly bell: Bell,
  ) {}

  onApplicationBootstrap(): void {
    this.turns.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.turns.stop();
  }

  private async turn(): Promise<void> {
    if (this.turnsToSkip > 0) {
      this.turnsToSkip -= 1;
      return;
    }
    const { isWaiting, isSlow } = await this.releases.look();
    if (isSlow) await this.slowLanes.raise();
    if (isWaiting && (await this.releases.release()) > 0) this.bell.ring();
    if (!isWaiting && !isSlow) this.turnsToSkip = IDLE;
  }
}
