import { Controller } from '@nestjs/common';
import { responsesObserved, type ResponsesObserved } from '@widecast/contracts';
import { OnEvent, type ReceivedEvent } from '@widecast/messaging';
import type { BehaviourDraft } from './behaviour-sieve.ts';
import { BehaviourService } from './behaviour.service.ts';

type Response = ResponsesObserved['responses'][number];

/** Clicks and opens are behaviour; those that no person is known to have done have names of their own: `clicked_unknown`, `clicked_machine`. */
@Controller()
export class ResponsesConsumer {
  constructor(private readonly behaviour: BehaviourService) {}

  @OnEvent(responsesObserved, { batch: 50 })
  async onObserved(events: readonly ReceivedEvent<typeof responsesObserved>[]): Promise<void> {
    await this.behaviour.recordTracked(events.flatMap(({ payload }) => payload.responses.map(draftOf)));
  }
}

function draftOf({ responseId, contactId, source, kind, by, at }: Response): BehaviourDraft {
  return {
    eventId: `response:${responseId}`, contact: { id: contactId }, type: by === 'person' ? kind : `${kind}_${by}`, occurredAt: at, value: null,
    campaignId: source.kind === 'campaign' ? source.id : null,
  };
}
