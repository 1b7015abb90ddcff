import { Controller } from '@nestjs/common';
import { suppressionsChanged } from '@widecast/contracts';
import { OnEvent, type ReceivedEvent } from '@widecast/messaging';
import { SuppressionsService } from './suppressions.service.ts';

@Controller()
export class SuppressionsConsumer {
  constructor(private readonly suppressions: SuppressionsService) {}

  @OnEvent(suppressionsChanged)
  async on(events: readonly ReceivedEvent<typeof suppressionsChanged>[]): Promise<void> {
    for (const { payload } of events) await this.suppressions.learn(payload);
  }
}
