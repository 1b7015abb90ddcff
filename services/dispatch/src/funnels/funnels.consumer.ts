import { Controller } from '@nestjs/common';
import { contactsAdvanced, funnelStateChanged } from '@widecast/contracts';
import { OnEvent, type ReceivedEvent } from '@widecast/messaging';
import { FunnelExits } from './funnel-exits.ts';
import { FunnelStates } from './funnel-states.ts';

@Controller()
export class FunnelsConsumer {
  constructor(
    private readonly states: FunnelStates,
    private readonly exits: FunnelExits,
  ) {}

  @OnEvent(funnelStateChanged, { batch: 50 })
  async onState(events: readonly ReceivedEvent<typeof funnelStateChanged>[]): Promise<void> {
    for (const { payload } of events) await this.states.change(payload);
  }

  @OnEvent(contactsAdvanced, { batch: 50 })
  async onAdvanced(events: readonly ReceivedEvent<typeof contactsAdvanced>[]): Promise<void> {
    for (const { payload } of events) await this.exits.note(payload);
  }
}
