import { Controller } from '@nestjs/common';
import { responsesObserved, type ResponsesObserved } from '@widecast/contracts';
import { OnEvent, type ReceivedEvent } from '@widecast/messaging';
import type { BehaviourDraft } from './behaviour-sieve.ts';
import { BehaviourService } from './behaviour.service.ts';
import { Gathering } from './gathering.ts';

type Response = ResponsesObserved['responses'][number];

/** In ms. Dispatch writes of all buckets at once, so that several partitions bring theirs together: one transaction takes all for little more than one of them. */
const MOMENT = 50;

/** Clicks and opens are behaviour; those that no person is known to have done have names of their own: `clicked_unknown`, `clicked_machine`. */
@Controller()
export class ResponsesConsumer {
  private readonly gathering: Gathering<BehaviourDraft>;

  constructor(behaviour: BehaviourService) {
    this.gathering = new Gathering((drafts) => behaviour.recordTracked(drafts), MOMENT);
  }

  @OnEvent(responsesObserved, { batch: 50 })
  async onObserved(events: readonly ReceivedEvent<typeof responsesObserved>[]): Promise<void> {
    await this.gathering.add(events.flatMap(({ payload }) => payload.responses.map(draftOf)));
  }
}

function draftOf({ responseId, contactId, source, kind, by, at }: Response): BehaviourDraft {
  return {
    eventId: `response:${responseId}`, contact: { id: contactId }, type: by === 'person' ? kind : `${kind}_${by}`, occurredAt: at, value: null,
    campaignId: source.kind === 'campaign' ? source.id : null,
  };
}
