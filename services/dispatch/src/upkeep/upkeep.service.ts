import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { CONFIG, Recurring } from '@widecast/service-kit';
import { FrequencyCaps } from '../caps/frequency-cap.ts';
import { CampaignEnds } from '../campaigns/campaign-ends.ts';
import { SchedulesService } from '../campaigns/schedules.service.ts';
import { Recovery } from '../claims/recovery.ts';
import type { DispatchConfig } from '../config.ts';
import { Counts } from '../ledger/counts.ts';
import { HeldDeliveries } from '../holds/held-deliveries.ts';
import { Expiries } from '../transactional/expiries.ts';
import { ClockSteps } from './clock-steps.ts';
import { OpenWork } from './open-work.ts';

const FORGET_EVERY = 600_000;

/** Looks after what no event tells: leases that ended, holds that last too long, campaigns that are done. Any number of processes may do it. */
@Injectable()
export class UpkeepService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('upkeep');
  private readonly turns: Recurring;
  private forgotAt = -Infinity;

  constructor(
    private readonly openWork: OpenWork,
    private readonly recovery: Recovery,
    private readonly held: HeldDeliveries,
    private readonly ends: CampaignEnds,
    private readonly schedules: SchedulesService,
    private readonly caps: FrequencyCaps,
    private readonly counts: Counts,
    private readonly expiries: Expiries,
    private readonly clock: ClockSteps,
    @Inject(CONFIG) config: DispatchConfig,
  ) {
    this.turns = new Recurring({ pause: config.UPKEEP_MS, turn: () => this.turn(), failed: (error) => this.logger.warn({ msg: 'the upkeep was interrupted', error }) });
  }

  onApplicationBootstrap(): void {
    this.turns.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.turns.stop();
  }

  private async forgetOld(): Promise<void> {
    if (performance.now() - this.forgotAt < FORGET_EVERY) return;
    this.forgotAt = performance.now();
    await this.caps.forgetOld();
  }

  private async turn(): Promise<void> {
    await this.clock.look();
    if (!(await this.openWork.exists())) return;
    await this.forgetOld();
    const recovered = await this.recovery.recoverExpired();
    if (recovered > 0) this.logger.warn({ msg: 'took up what a worker had left behind', deliveries: recovered });
    await this.caps.clearUnused();
    await this.expiries.takeUp();
    await this.held.endOld();
    await this.recovery.closeCancelled();
    await this.schedules.launchDue();
    await this.counts.fold();
    await this.ends.pauseStuck();
    await this.ends.finishDone();
  }
}
