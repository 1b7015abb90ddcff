import { Module } from '@nestjs/common';
import { PersonalData, PersonalDataController } from '@widecast/service-kit';
import { AccountCrossings } from './accounts/account-crossings.ts';
import { AccountContacts } from './accounts/account-contacts.ts';
import { AccountFollowUp } from './accounts/account-follow-up.ts';
import { AccountWriter } from './accounts/account-writer.ts';
import { AccountsController } from './accounts/accounts.controller.ts';
import { DuplicateSearch } from './duplicates/duplicate-search.ts';
import { DuplicatesController } from './duplicates/duplicates.controller.ts';
import { DuplicatesRepository } from './duplicates/duplicates.repository.ts';
import { DuplicatesService } from './duplicates/duplicates.service.ts';
import { ProfilesRepository } from './duplicates/profiles.repository.ts';
import { OtherConsents } from './writing/other-consents.ts';
import { MergedFacts } from './accounts/merged-facts.ts';
import { AccountMergesRepository } from './merges/account-merges.repository.ts';
import { AccountMerges, MergeEffects } from './merges/account-merges.service.ts';
import { MergesController } from './merges/merges.controller.ts';
import { AccountsReader } from './accounts/accounts.reader.ts';
import { AccountsRepository } from './accounts/accounts.repository.ts';
import { AudienceProgress } from './audiences/audience-progress.ts';
import { AudiencesController } from './audiences/audiences.controller.ts';
import { AudiencesRepository } from './audiences/audiences.repository.ts';
import { AudiencesService } from './audiences/audiences.service.ts';
import { CampaignsConsumer } from './audiences/campaigns.consumer.ts';
import { ChunkPublisher } from './audiences/chunk-publisher.ts';
import { Freezer } from './audiences/freezer.ts';
import { MembersJudge } from './audiences/members-judge.ts';
import { MessageRequestsConsumer } from './audiences/message-requests.consumer.ts';
import { Readiness } from './audiences/readiness.ts';
import { RecipientsRepository } from './audiences/recipients.repository.ts';
import { SingleRecipientsConsumer } from './audiences/single-recipients.consumer.ts';
import { BehaviourController } from './behaviour/behaviour.controller.ts';
import { BehaviourTotalsRepository } from './behaviour/behaviour-totals.repository.ts';
import { BehaviourSieve } from './behaviour/behaviour-sieve.ts';
import { BehaviourService } from './behaviour/behaviour.service.ts';
import { ResponsesConsumer } from './behaviour/responses.consumer.ts';
import { TicketsConsumer } from './behaviour/tickets.consumer.ts';
import { ColleagueNews } from './colleagues/colleague-news.ts';
import { CrossedDomainsRepository } from './colleagues/crossed-domains.repository.ts';
import { ConfirmationController } from './consents/confirmation.controller.ts';
import { ConfirmationLinks } from './consents/confirmation-links.ts';
import { ConsentLedgerReader } from './consents/consent-ledger.reader.ts';
import { ConsentRequestsRepository } from './consents/consent-requests.repository.ts';
import { ConsentRequestsService } from './consents/consent-requests.service.ts';
import { ConsentsController } from './consents/consents.controller.ts';
import { ConsentsRepository } from './consents/consents.repository.ts';
import { ConsentsService } from './consents/consents.service.ts';
import { UnsubscriptionsConsumer } from './consents/unsubscriptions.consumer.ts';
import { ContactsController } from './contacts/contacts.controller.ts';
import { ContactsReader } from './contacts/contacts.reader.ts';
import { ContactsRepository } from './contacts/contacts.repository.ts';
import { ContactsService } from './contacts/contacts.service.ts';
import { ForgettingService } from './contacts/forgetting.service.ts';
import { AttributeTypesRepository } from './attributes/attribute-types.repository.ts';
import { Areas } from './areas/areas.ts';
import { AttributesController } from './attributes/attributes.controller.ts';
import { SegmentRules } from './segments/segment-rules.ts';
import { ImportRun, Writers } from './imports/import-run.ts';
import { ContactTickets } from './hand-offs/contact-tickets.ts';
import { HandOffCalls } from './hand-offs/hand-off-calls.ts';
import { HandOffExport } from './hand-offs/hand-off-export.ts';
import { HandOffOutletsController } from './hand-offs/hand-off-outlets.controller.ts';
import { ParentsController } from './joins/parents.controller.ts';
import { Joining, ParentsService } from './joins/parents.service.ts';
import { HandOffsController } from './hand-offs/hand-offs.controller.ts';
import { HandOffsRepository } from './hand-offs/hand-offs.repository.ts';
import { HandOffsService } from './hand-offs/hand-offs.service.ts';
import { ImportWatch } from './imports/import-watch.ts';
import { ImportsController } from './imports/imports.controller.ts';
import { ImportsRepository } from './imports/imports.repository.ts';
import { ImportsService } from './imports/imports.service.ts';
import { CandidatesRepository } from './membership/candidates.repository.ts';
import { ChangeDrain } from './membership/change-drain.ts';
import { ChangeQueue } from './membership/change-queue.ts';
import { MembersList } from './membership/members-list.ts';
import { MembersRepository } from './membership/members.repository.ts';
import { SegmentEvaluation } from './membership/segment-evaluation.ts';
import { SegmentJudge } from './membership/segment-judge.ts';
import { SegmentRefresher } from './membership/segment-refresher.ts';
import { SegmentRegistry } from './membership/segment-registry.ts';
import { ContactChanges } from './news/contact-changes.ts';
import { ContactNews } from './news/contact-news.ts';
import { RepublishController } from './news/republish.controller.ts';
import { Republisher } from './news/republisher.ts';
import { CampaignUses } from './segments/campaign-uses.ts';
import { FunnelUses } from './segments/funnel-uses.ts';
import { SegmentUsers } from './segments/segment-users.ts';
import { SegmentUsesConsumer } from './segments/segment-uses.consumer.ts';
import { SegmentCounts } from './segments/segment-counts.ts';
import { SegmentExplanation } from './segments/segment-explanation.ts';
import { PoliciesController } from './policies/policies.controller.ts';
import { PoliciesRepository } from './policies/policies.repository.ts';
import { PoliciesService } from './policies/policies.service.ts';
import { PolicyRollout } from './policies/policy-rollout.ts';
import { PolicyTrial } from './policies/policy-trial.ts';
import { ConfirmationsConsumer } from './privacy/confirmations.consumer.ts';
import { ErasedAddresses } from './privacy/erased-addresses.ts';
import { ErasuresController } from './privacy/erasures.controller.ts';
import { ErasuresRepository } from './privacy/erasures.repository.ts';
import { ErasuresService } from './privacy/erasures.service.ts';
import { SegmentationPersonalData } from './privacy/segmentation-personal-data.ts';
import { SegmentRemoval } from './segments/segment-removal.ts';
import { SegmentsController } from './segments/segments.controller.ts';
import { SegmentsRepository } from './segments/segments.repository.ts';
import { SegmentsService } from './segments/segments.service.ts';
import { SettlingService } from './settling/settling.service.ts';
import { UnsettledRepository } from './settling/unsettled.repository.ts';
import { SuppressedRepository } from './suppressions/suppressed.repository.ts';
import { SuppressionsConsumer } from './suppressions/suppressions.consumer.ts';
import { SuppressionsService } from './suppressions/suppressions.service.ts';
import { ActivePolicy } from './tiers/active-policy.ts';
import { AccountJoins } from './joins/account-joins.ts';
import { JoinRequests } from './joins/join-requests.ts';
import { JoinsRepository } from './joins/joins.repository.ts';
import { Joins, Tiering } from './tiers/tiering.ts';
import { BehaviourRetention } from './upkeep/behaviour-retention.ts';
import { Chores } from './upkeep/chores.ts';
import { MovedByTime } from './upkeep/moved-by-time.ts';
import { Retention } from './upkeep/retention.ts';
import { SegmentClock } from './upkeep/segment-clock.ts';
import { UnfinishedWork } from './upkeep/unfinished-work.ts';
import { ContactWriter } from './writing/contact-writer.ts';
import { FreshContacts } from './writing/fresh-contacts.ts';
import { KnownContacts } from './writing/known-contacts.ts';
import { ListWriter, Stores } from './writing/list-writer.ts';
import { StagedContacts } from './writing/staged-contacts.ts';

@Module({
  controllers: [
    ImportsController, RepublishController, ContactsController, AccountsController, PoliciesController, ParentsController, MergesController, DuplicatesController, HandOffOutletsController, HandOffsController, BehaviourController, SegmentsController, SegmentUsesConsumer,
    CampaignsConsumer, MessageRequestsConsumer, SingleRecipientsConsumer, AudiencesController, UnsubscriptionsConsumer, SuppressionsConsumer, ResponsesConsumer, TicketsConsumer,
    ConsentsController, ConfirmationController, ErasuresController, ConfirmationsConsumer, PersonalDataController, AttributesController,
  ],
  providers: [
    AttributeTypesRepository, SegmentRules,
    ImportsService, ImportsRepository, ImportWatch, ImportRun, Writers, SettlingService, UnsettledRepository,
    ContactsService, ContactsReader, ContactsRepository, ForgettingService,
    Areas, ContactWriter, ListWriter, KnownContacts, StagedContacts, FreshContacts, OtherConsents, Stores, ContactChanges, ContactNews, Republisher,
    ConsentsService, ConsentsRepository, ConsentLedgerReader, ConsentRequestsService, ConsentRequestsRepository, ConfirmationLinks, Chores, Retention, BehaviourRetention,
    ErasuresService, ErasuresRepository, ErasedAddresses, { provide: PersonalData, useClass: SegmentationPersonalData },
    AccountsReader, AccountsRepository, AccountContacts, AccountWriter, AccountCrossings, AccountFollowUp, MergedFacts, Tiering, ActivePolicy,
    AccountMerges, MergeEffects, AccountMergesRepository, DuplicatesService, DuplicatesRepository, DuplicateSearch, ProfilesRepository,
    Joins, JoinsRepository, JoinRequests, AccountJoins, ColleagueNews, CrossedDomainsRepository,
    HandOffsService, HandOffsRepository, HandOffCalls, HandOffExport, ContactTickets, Joining, ParentsService,
    PoliciesService, PoliciesRepository, PolicyRollout, PolicyTrial,
    BehaviourService, BehaviourSieve, BehaviourTotalsRepository, SuppressionsService, SuppressedRepository,
    SegmentsService, SegmentsRepository, CampaignUses, FunnelUses, SegmentUsers, SegmentRemoval, SegmentCounts, SegmentExplanation,
    MembersList, MembersRepository, CandidatesRepository, SegmentRegistry, SegmentRefresher, SegmentEvaluation, SegmentJudge, ChangeQueue, ChangeDrain,
    SegmentClock, MovedByTime, UnfinishedWork,
    AudiencesService, AudienceProgress, Readiness, AudiencesRepository, Freezer, MembersJudge, ChunkPublisher, RecipientsRepository,
  ],
})
export class SegmentationModule {}
