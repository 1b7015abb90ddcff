import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { observedGauge } from '@widecast/service-kit';
import { ThrottlesService } from './throttles.service.ts';

const LABELS = ['service', 'throttle', 'per'] as const;
const ALLOWED = { name: 'widecast_throttle_allowed', help: 'What promotions may use of each throttle now, of a warm-up as much as its day allows.', labels: LABELS };
const USED = { name: 'widecast_throttle_used', help: 'What was used of each throttle in the last second, hour and 24 hours.', labels: LABELS };
const WAITING = { name: 'widecast_throttle_waiting', help: 'Deliveries that wait for room in a lane that a throttle concerns.', labels: ['service', 'throttle'] as const };

/** Throttles in the metrics, by their names. */
@Injectable()
export class ThrottleGauges implements OnApplicationBootstrap, OnModuleDestroy {
  private forgets: (() => void)[] = [];

  constructor(private readonly throttles: ThrottlesService) {}

  onApplicationBootstrap(): void {
    this.forgets = [
      observedGauge(ALLOWED, async (gauge) => {
        for (const { name, limits } of await this.throttles.list()) for (const { per, forPromotions } of limits) gauge.set({ service: 'dispatch', throttle: name, per }, forPromotions);
      }),
      observedGauge(USED, async (gauge) => {
        for (const { name, limits } of await this.throttles.list()) for (const { per, used } of limits) gauge.set({ service: 'dispatch', throttle: name, per }, used);
      }),
      observedGauge(WAITING, async (gauge) => {
        for (const { name, waiting } of await this.throttles.list()) gauge.set({ service: 'dispatch', throttle: name }, waiting);
      }),
    ];
  }

  onModuleDestroy(): void {
    for (const forget of this.forgets) forget();
  }
}
