import { Controller } from '@nestjs/common';
import { behaviourRecorded } from '@widecast/contracts';
import { OnEvent, type ReceivedEvent } from '@widecast/messaging';
import { BehaviourService } from './behaviour.service.ts';

@Controller()
export class BehaviourConsumer {
  constructor(private readonly behaviour: BehaviourService) {}

  @OnEvent(behaviourRecorded, { batch: 50 })
  async onRecorded(events: readonly ReceivedEvent<typeof behaviourRecorded>[]): Promise<void> {
    await this.behaviour.follow(events.flatMap(({ payload }) => payload.events));
  }
}
