import { Controller } from '@nestjs/common';
import { contactErasedBy } from '@widecast/contracts';
import { OnEvent, type ReceivedEvent } from '@widecast/messaging';
import { ErasuresService } from './erasures.service.ts';

const [ofDispatch, ofTriage, ofFunnels, ofAnalytics] = [contactErasedBy('dispatch'), contactErasedBy('triage'), contactErasedBy('funnels'), contactErasedBy('analytics')];

type Confirmation = ReceivedEvent<typeof ofDispatch>;

/** Notes that a service holds nothing of a person any more. */
@Controller()
export class ConfirmationsConsumer {
  constructor(private readonly erasures: ErasuresService) {}

  @OnEvent(ofDispatch)
  async onDispatch(events: readonly Confirmation[]): Promise<void> {
    await this.erasures.confirm('dispatch', events.map(({ payload }) => payload));
  }

  @OnEvent(ofTriage)
  async onTriage(events: readonly Confirmation[]): Promise<void> {
    await this.erasures.confirm('triage', events.map(({ payload }) => payload));
  }

  @OnEvent(ofFunnels)
  async onFunnels(events: readonly Confirmation[]): Promise<void> {
    await this.erasures.confirm('funnels', events.map(({ payload }) => payload));
  }

  @OnEvent(ofAnalytics)
  async onAnalytics(events: readonly Confirmation[]): Promise<void> {
    await this.erasures.confirm('analytics', events.map(({ payload }) => payload));
  }
}
