import { Controller } from '@nestjs/common';
import { behaviourRecorded } from '@widecast/contracts';
import { OnEvent, type ReceivedEvent } from '@widecast/messaging';
import { BehaviourRepository } from './behaviour.repository.ts';

@Controller()
export class BehaviourConsumer {
  constructor(private readonly behaviour: BehaviourRepository) {}

  @OnEvent(behaviourRecorded, { batch: 50 })
  async onRecorded(events: readonly ReceivedEvent<typeof behaviourRecorded>[]): Promise<void> {
    await this.behaviour.count(events.flatMap(({ payload }) => payload.events));
  }
}
