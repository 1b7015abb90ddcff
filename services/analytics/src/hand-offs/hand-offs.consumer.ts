import { Controller, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { accountHandOffChanged, isUpperTier, tier } from '@widecast/contracts';
import { OnEvent, type ReceivedEvent } from '@widecast/messaging';
import { observedGauge } from '@widecast/service-kit';
import { HandOffsRepository } from './hand-offs.repository.ts';

const HANDED_OFF = { name: 'widecast_handed_off_accounts', help: 'Accounts that are on the account-based list now, by tier.', labels: ['service', 'tier'] as const };

@Controller()
export class HandOffsConsumer implements OnApplicationBootstrap, OnModuleDestroy {
  private endGauge = (): void => undefined;

  constructor(private readonly handOffs: HandOffsRepository) {}

  onApplicationBootstrap(): void {
    this.endGauge = observedGauge(HANDED_OFF, async (gauge) => {
      const counts = new Map((await this.handOffs.byTier()).map((row) => [row.tier, row.accounts]));
      for (const name of tier.options.filter(isUpperTier)) gauge.set({ service: 'analytics', tier: name }, counts.get(name) ?? 0);
    });
  }

  onModuleDestroy(): void {
    this.endGauge();
  }

  @OnEvent(accountHandOffChanged)
  async onChanged(events: readonly ReceivedEvent<typeof accountHandOffChanged>[]): Promise<void> {
    await this.handOffs.note(events.map(({ payload }) => payload));
  }
}
