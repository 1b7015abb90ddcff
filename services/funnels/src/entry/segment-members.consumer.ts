import { Controller } from '@nestjs/common';
import { segmentMembersChanged } from '@widecast/contracts';
import { OnEvent, type ReceivedEvent } from '@widecast/messaging';
import { EntryService } from './entry.service.ts';

@Controller()
export class SegmentMembersConsumer {
  constructor(private readonly entry: EntryService) {}

  @OnEvent(segmentMembersChanged, { batch: 20 })
  async onChanged(events: readonly ReceivedEvent<typeof segmentMembersChanged>[]): Promise<void> {
    for (const { payload, time } of events) await this.entry.follow(payload, time);
  }
}
