import { Controller, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Handles, Input, observedGauge, type InputOf } from '@widecast/service-kit';
import { Kept } from './kept.ts';
import { showMassTouches, type MassTouch, type MassTouchCounts } from './mass-touches.api.ts';
import { MassTouchesRepository } from './mass-touches.repository.ts';

const TOUCHED = {
  name: 'widecast_mass_touched_upper_accounts', help: 'Accounts of the upper tiers that got a mass message, by whether they were classified so then or only since.', labels: ['service', 'upper'] as const,
};

/** The whole count at every look at the metrics would be too dear. */
const KEEPS = 5 * 60_000;

@Controller()
export class MassTouchesController implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly counted = new Kept({ keeps: KEEPS, read: () => this.touches.counts() });
  private endGauge = (): void => undefined;

  constructor(private readonly touches: MassTouchesRepository) {}

  onApplicationBootstrap(): void {
    this.endGauge = observedGauge(TOUCHED, async (gauge) => {
      const { accounts, upperThen } = await this.counted.get();
      gauge.set({ service: 'analytics', upper: 'then' }, upperThen);
      gauge.set({ service: 'analytics', upper: 'since' }, accounts - upperThen);
    });
  }

  onModuleDestroy(): void {
    this.endGauge();
  }

  @Handles(showMassTouches)
  async show(@Input() { query }: InputOf<typeof showMassTouches>): Promise<MassTouchCounts & { touches: MassTouch[] }> {
    const [counts, touches] = await Promise.all([this.touches.counts(), this.touches.newest(query.limit)]);
    return { ...counts, touches };
  }
}
