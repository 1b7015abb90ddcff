import { Module } from '@nestjs/common';
import { AccountsController } from './accounts/accounts.controller.ts';
import { AccountsReader } from './accounts/accounts.reader.ts';
import { AccountsRepository } from './accounts/accounts.repository.ts';
import { Tiering } from './accounts/tiering.ts';
import { AudiencesService } from './audiences/audiences.service.ts';
import { CampaignsConsumer } from './audiences/campaigns.consumer.ts';
import { MessageRequestsConsumer } from './audiences/message-requests.consumer.ts';
import { RecipientsRepository } from './audiences/recipients.repository.ts';
import { BehaviourController } from './behaviour/behaviour.controller.ts';
import { BehaviourService } from './behaviour/behaviour.service.ts';
import { TicketsConsumer } from './behaviour/tickets.consumer.ts';
import { ConsentsService } from './consents/consents.service.ts';
import { UnsubscriptionsConsumer } from './consents/unsubscriptions.consumer.ts';
import { ContactChanges } from './contacts/contact-changes.ts';
import { ContactNews } from './contacts/contact-news.ts';
import { ContactWriter } from './contacts/contact-writer.ts';
import { ContactsController } from './contacts/contacts.controller.ts';
import { ContactsReader } from './contacts/contacts.reader.ts';
import { ContactsRepository } from './contacts/contacts.repository.ts';
import { ContactsService } from './contacts/contacts.service.ts';
import { Republisher } from './contacts/republisher.ts';
import { ImportsController } from './imports/imports.controller.ts';
import { ImportsRepository } from './imports/imports.repository.ts';
import { ImportsService } from './imports/imports.service.ts';
import { SegmentClock } from './segments/segment-clock.ts';
import { SegmentEvaluation } from './segments/segment-evaluation.ts';
import { SegmentRefresher } from './segments/segment-refresher.ts';
import { SegmentsController } from './segments/segments.controller.ts';
import { SegmentsRepository } from './segments/segments.repository.ts';
import { SegmentsService } from './segments/segments.service.ts';

@Module({
  controllers: [
    ImportsController, ContactsController, AccountsController, BehaviourController, SegmentsController,
    CampaignsConsumer, MessageRequestsConsumer, UnsubscriptionsConsumer, TicketsConsumer,
  ],
  providers: [
    ImportsService, ImportsRepository,
    ContactsService, ContactsReader, ContactsRepository, ContactWriter, ContactChanges, ContactNews, Republisher, ConsentsService,
    AccountsReader, AccountsRepository, Tiering,
    BehaviourService,
    SegmentsService, SegmentsRepository, SegmentRefresher, SegmentEvaluation, SegmentClock,
    AudiencesService, RecipientsRepository,
  ],
})
export class SegmentationModule {}
