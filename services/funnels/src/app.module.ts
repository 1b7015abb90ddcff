import { Module } from '@nestjs/common';
import { ERASING_CONTROLLERS, erasable } from '@widecast/service-kit';
import { BehaviourConsumer } from './behaviour/behaviour.consumer.ts';
import { BehaviourRepository } from './behaviour/behaviour.repository.ts';
import { BehaviourService } from './behaviour/behaviour.service.ts';
import { ContactFactsRepository } from './contacts/contact-facts.repository.ts';
import { ContactsConsumer } from './contacts/contacts.consumer.ts';
import { ContactsService } from './contacts/contacts.service.ts';
import { Admission } from './entry/admission.ts';
import { Departure } from './entry/departure.ts';
import { EnrolmentService } from './entry/enrolment.service.ts';
import { EntryService } from './entry/entry.service.ts';
import { RefusalsRepository } from './entry/refusals.repository.ts';
import { SegmentMembersConsumer } from './entry/segment-members.consumer.ts';
import { SegmentMembersRepository } from './entry/segment-members.repository.ts';
import { UnsubscribeConsumer } from './entry/unsubscribe.consumer.ts';
import { FunnelCountsRepository } from './funnels/funnel-counts.repository.ts';
import { FunnelsController } from './funnels/funnels.controller.ts';
import { FunnelsService } from './funnels/funnels.service.ts';
import { MessagesConsumer } from './messages/messages.consumer.ts';
import { MessagesRepository } from './messages/messages.repository.ts';
import { Announcer } from './passage/announcer.ts';
import { PassageRepository } from './passage/passage.repository.ts';
import { PassageService } from './passage/passage.service.ts';
import { FunnelsPersonalData } from './privacy/funnels-personal-data.ts';
import { Ticker } from './passage/ticker.ts';

@Module({
  controllers: [BehaviourConsumer, ContactsConsumer, FunnelsController, MessagesConsumer, SegmentMembersConsumer, UnsubscribeConsumer, ...ERASING_CONTROLLERS],
  providers: [
    ...erasable(FunnelsPersonalData),
    Admission, Announcer, BehaviourRepository, BehaviourService, ContactFactsRepository, ContactsService, Departure, EnrolmentService, EntryService,
    FunnelCountsRepository, FunnelsService, MessagesRepository, PassageRepository, PassageService, RefusalsRepository, SegmentMembersRepository, Ticker,
  ],
})
export class FunnelsModule {}
