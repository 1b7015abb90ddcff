import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { CONFIG, observedGauge, Recurring } from '@widecast/service-kit';
import type { DispatchConfig } from '../config.ts';
import { DkimKeysRepository } from './dkim-keys.repository.ts';
import { DkimKeysService } from './dkim-keys.service.ts';

const PUBLISHED = { name: 'widecast_dkim_key_published', help: 'Whether the public half of a DKIM key was in DNS at the last look, by domain, selector and state.', labels: ['service', 'domain', 'selector', 'state'] as const };

/** Looks again and again whether keys are in DNS. */
@Injectable()
export class DkimUpkeepService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('signing');
  private readonly turns: Recurring;
  private forget: () => void = () => {};

  constructor(
    private readonly keys: DkimKeysService,
    private readonly repository: DkimKeysRepository,
    @Inject(CONFIG) { DKIM_LOOK_MS }: DispatchConfig,
  ) {
    this.turns = new Recurring({ pause: DKIM_LOOK_MS, turn: () => this.keys.lookAtAll(), failed: (error) => this.logger.warn({ msg: 'DKIM keys could not be looked for', error }) });
  }

  onApplicationBootstrap(): void {
    this.turns.start();
    this.forget = observedGauge(PUBLISHED, async (gauge) => {
      for (const { domain, selector, state, dns } of await this.repository.list()) {
        if (state !== 'retired') gauge.set({ service: 'dispatch', domain, selector, state }, dns === 'published' ? 1 : 0);
      }
    });
  }

  onModuleDestroy(): Promise<void> {
    this.forget();
    return this.turns.stop();
  }
}
