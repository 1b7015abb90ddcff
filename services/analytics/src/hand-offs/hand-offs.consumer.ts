import { Controller } from '@nestjs/common';
import { accountHandOffChanged } from '@widecast/contracts';
import { OnEvent, type ReceivedEvent } from '@widecast/messaging';
import { HandOffsRepository } from './hand-offs.repository.ts';

@Controller()
export class HandOffsConsumer {
  constructor(private readonly handOffs: HandOffsRepository) {}

  @OnEvent(accountHandOffChanged)
  async onChanged(events: readonly ReceivedEvent<typeof accountHandOffChanged>[]): Promise<void> {
    await this.handOffs.note(events.map(({ payload }) => payload));
  }
}
