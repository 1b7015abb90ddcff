import { Controller } from '@nestjs/common';
import { segmentMembersChanged, segmentMembersListed } from '@widecast/contracts';
import { OnEvent, type ReceivedEvent } from '@widecast/messaging';
import { EntryService } from './entry.service.ts';

@Controller()
export class SegmentMembersConsumer {
  constructor(private readonly entry: EntryService) {}

  @OnEvent(segmentMembersChanged, { batch: 100 })
  onChanged(events: readonly ReceivedEvent<typeof segmentMembersChanged>[]): Promise<void> {
    return this.entry.follow(events.map(({ payload, time }) => ({ ...payload, at: time })));
  }

  @OnEvent(segmentMembersListed, { batch: 1 })
  async onListed(events: readonly ReceivedEvent<typeof segmentMembersListed>[]): Promise<void> {
    for (const { payload } of events) await this.entry.noteMembers(payload);
  }
}
