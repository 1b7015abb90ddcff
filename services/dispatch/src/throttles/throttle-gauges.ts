import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { observedGauge } from '@widecast/service-kit';
import { ThrottlesService, type ThrottleView } from './throttles.service.ts';

/** ms */
const SAME_LOOK = 1000;
const LABELS = ['service', 'throttle', 'per'] as const;
const ALLOWED = { name: 'widecast_throttle_allowed', help: 'What promotions may use of each throttle now, of a warm-up as much as its day allows.', labels: LABELS };
const USED = { name: 'widecast_throttle_used', help: 'What was used of each throttle in the last second, hour and 24 hours.', labels: LABELS };
const WAITING = { name: 'widecast_throttle_waiting', help: 'Deliveries that wait for room in a lane that a throttle concerns.', labels: ['service', 'throttle'] as const };

/** Throttles in the metrics, by their names. */
@Injectable()
export class ThrottleGauges implements OnApplicationBootstrap, OnModuleDestroy {
  private forgets: (() => void)[] = [];
  private latest: { readonly views: Promise<readonly ThrottleView[]>; readonly at: number } | undefined;

  constructor(private readonly throttles: ThrottlesService) {}

  onApplicationBootstrap(): void {
    this.forgets = [
      observedGauge(ALLOWED, async (gauge) => {
        for (const { name, limits } of await this.views()) for (const { per, forPromotions } of limits) gauge.set({ service: 'dispatch', throttle: name, per }, forPromotions);
      }),
      observedGauge(USED, async (gauge) => {
        for (const { name, limits } of await this.views()) for (const { per, used } of limits) gauge.set({ service: 'dispatch', throttle: name, per }, used);
      }),
      observedGauge(WAITING, async (gauge) => {
        for (const { name, waiting } of await this.views()) gauge.set({ service: 'dispatch', throttle: name }, waiting);
      }),
    ];
  }

  /** Once for all gauges of a look at the metrics: counting what waits reads every row of it. */
  private views(): Promise<readonly ThrottleView[]> {
    if (this.latest && performance.now() - this.latest.at < SAME_LOOK) return this.latest.views;
    this.latest = { views: this.throttles.list(), at: performance.now() };
    return this.latest.views;
  }

  onModuleDestroy(): void {
    for (const forget of this.forgets) forget();
  }
}
