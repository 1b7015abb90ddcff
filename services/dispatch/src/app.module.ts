import { Module, type Provider } from '@nestjs/common';
import { CONFIG, ERASING_CONTROLLERS, erasable } from '@widecast/service-kit';
import { ArchivesRepository } from './archives/archives.repository.ts';
import { CompactionService } from './archives/compaction.service.ts';
import { AudienceConsumer } from './audiences/audience.consumer.ts';
import { AudienceService } from './audiences/audience.service.ts';
import { ChunkRequestsService } from './audiences/chunk-requests.service.ts';
import { ChunksRepository } from './audiences/chunks.repository.ts';
import { BrandsController } from './brands/brands.controller.ts';
import { BrandsService } from './brands/brands.service.ts';
import { FrequencyCaps } from './caps/frequency-cap.ts';
import { CampaignEnds } from './campaigns/campaign-ends.ts';
import { CampaignGauges } from './campaigns/campaign-gauges.ts';
import { CampaignRunService } from './campaigns/campaign-run.service.ts';
import { SchedulesService } from './campaigns/schedules.service.ts';
import { CampaignsController } from './campaigns/campaigns.controller.ts';
import { CampaignsService } from './campaigns/campaigns.service.ts';
import { ChannelLanes } from './channels/channel-lanes.ts';
import { ChannelsController } from './channels/channels.controller.ts';
import { ChannelsService } from './channels/channels.service.ts';
import { ChecksController } from './checks/checks.controller.ts';
import { ChecksService } from './checks/checks.service.ts';
import { Claims } from './claims/claims.ts';
import { Queue } from './claims/queue.ts';
import { Recovery } from './claims/recovery.ts';
import type { DispatchConfig } from './config.ts';
import { DoubtsController } from './doubts/doubts.controller.ts';
import { DoubtsService } from './doubts/doubts.service.ts';
import { ContactFactsConsumer } from './fences/contact-facts.consumer.ts';
import { ContactFactsService } from './fences/contact-facts.service.ts';
import { Fence } from './fences/fence.ts';
import { Lookout } from './fences/lookout.ts';
import { FunnelExits } from './funnels/funnel-exits.ts';
import { FunnelStates } from './funnels/funnel-states.ts';
import { FunnelsConsumer } from './funnels/funnels.consumer.ts';
import { HeldDeliveries } from './holds/held-deliveries.ts';
import { HoldsService } from './holds/holds.service.ts';
import { SendingHoursService } from './hours/sending-hours.service.ts';
import { LANE, type Lane } from './lanes/lane.ts';
import { RelayFaultsService } from './lanes/relay-faults.service.ts';
import { laneTo } from './lanes/smtp.lane.ts';
import { Balances } from './ledger/balances.ts';
import { Bell } from './ledger/bell.ts';
import { Counts } from './ledger/counts.ts';
import { DeliveriesService } from './ledger/deliveries.service.ts';
import { Entries } from './ledger/entries.ts';
import { LedgersController } from './ledger/ledgers.controller.ts';
import { ReasonsController } from './ledger/reasons.controller.ts';
import { Reasons } from './ledger/reasons.service.ts';
import { Settlements } from './ledger/settlements.ts';
import { MailboxController } from './mailbox/mailbox.controller.ts';
import { MailboxLane } from './mailbox/mailbox.lane.ts';
import { MailboxService } from './mailbox/mailbox.service.ts';
import { ComposerService } from './messages/composer.service.ts';
import { RepliesService } from './messages/replies.service.ts';
import { RequestsConsumer } from './messages/requests.consumer.ts';
import { StepMessagesService } from './messages/step-messages.service.ts';
import { Exchangers } from './providers/exchangers.ts';
import { ProvidersController } from './providers/providers.controller.ts';
import { ProvidersService } from './providers/providers.service.ts';
import { SendingPolicyController } from './policy/sending-policy.controller.ts';
import { SendingPolicyService } from './policy/sending-policy.service.ts';
import { LinksController } from './responses/links.controller.ts';
import { ResponsesService } from './responses/responses.service.ts';
import { ClaimRunner } from './sending/claim-runner.ts';
import { Permits } from './sending/permit.ts';
import { DispatchPersonalData } from './privacy/dispatch-personal-data.ts';
import { Recorder } from './sending/recorder.ts';
import { Refusals } from './sending/refusals.ts';
import { Sender } from './sending/sender.ts';
import { DkimKeysController } from './signing/dkim-keys.controller.ts';
import { DkimKeysRepository } from './signing/dkim-keys.repository.ts';
import { DkimKeysService } from './signing/dkim-keys.service.ts';
import { DkimSealsService } from './signing/dkim-seals.service.ts';
import { DkimUpkeepService } from './signing/dkim-upkeep.service.ts';
import { MessageSigning } from './signing/message-signing.ts';
import { SigningKeys } from './signing/signing-keys.ts';
import { SenderRamps } from './senders/sender-ramps.service.ts';
import { SenderWarmUps } from './senders/sender-warm-ups.service.ts';
import { Senders } from './senders/senders.service.ts';
import { ConsentReturns } from './suppressions/consent-returns.ts';
import { SuppressionNews } from './suppressions/suppression-news.ts';
import { SuppressionsRepublisher } from './suppressions/suppressions-republisher.ts';
import { SuppressionsController } from './suppressions/suppressions.controller.ts';
import { SuppressionsService } from './suppressions/suppressions.service.ts';
import { UnsubscribeLinks } from './suppressions/unsubscribe-links.ts';
import { UnsubscribeController } from './suppressions/unsubscribe.controller.ts';
import { PreviewsController } from './templates/previews.controller.ts';
import { PreviewsService } from './templates/previews.service.ts';
import { SamplesController } from './templates/samples/samples.controller.ts';
import { TemplatesController } from './templates/templates.controller.ts';
import { TemplatesService } from './templates/templates.service.ts';
import { ConsentMessagesConsumer } from './transactional/consent-messages.consumer.ts';
import { LaneWatch } from './throttles/lane-watch.ts';
import { LanesController } from './throttles/lanes.controller.ts';
import { LanesService } from './throttles/lanes.service.ts';
import { Meters } from './throttles/meters.ts';
import { Releases } from './throttles/releases.ts';
import { ReleasesService } from './throttles/releases.service.ts';
import { RulesService } from './throttles/rules.service.ts';
import { SlowLanes } from './throttles/slow-lanes.ts';
import { ThrottleGauges } from './throttles/throttle-gauges.ts';
import { ThrottlesController } from './throttles/throttles.controller.ts';
import { ThrottlesService } from './throttles/throttles.service.ts';
import { Tokens } from './throttles/tokens.ts';
import { Expiries } from './transactional/expiries.ts';
import { ForgettingService } from './forgetting/forgetting.service.ts';
import { MessagesController } from './transactional/messages.controller.ts';
import { MessagesRepository } from './transactional/messages.repository.ts';
import { MessagesService } from './transactional/messages.service.ts';
import { Workshop } from './templates/workshop/workshop.ts';
import { TrackedLinks } from './tracking/tracked-links.ts';
import { TrackingService } from './tracking/tracking.service.ts';
import { ClockSteps } from './upkeep/clock-steps.ts';
import { OpenWork } from './upkeep/open-work.ts';
import { UpkeepService } from './upkeep/upkeep.service.ts';

/** Without a relay no mail leaves the machine. */
const lane: Provider = {
  provide: LANE,
  inject: [CONFIG, MailboxService],
  useFactory: (config: DispatchConfig, mailbox: MailboxService): Lane =>
    config.SMTP_URL === undefined
      ? new MailboxLane(mailbox)
      : laneTo(config.SMTP_URL, { connections: config.SMTP_CONNECTIONS, timeout: config.SMTP_TIMEOUT_MS, rest: config.SMTP_REST_MS }),
};

@Module({
  controllers: [
    BrandsController, TemplatesController, PreviewsController, SamplesController, CampaignsController, LedgersController, ReasonsController,
    SuppressionsController, UnsubscribeController, LinksController, MailboxController,
    MessagesController, SendingPolicyController, ChecksController, DoubtsController, ChannelsController,
    ProvidersController, ThrottlesController, LanesController, DkimKeysController,
    AudienceConsumer, ContactFactsConsumer, FunnelsConsumer, RequestsConsumer, ConsentMessagesConsumer, ...ERASING_CONTROLLERS,
  ],
  providers: [
    BrandsService, TemplatesService, Workshop, PreviewsService, CampaignsService, CampaignRunService, SchedulesService, AudienceService, ChunksRepository, ChunkRequestsService, CampaignEnds, CampaignGauges,
    ArchivesRepository, CompactionService, Balances, Counts, Reasons, DeliveriesService, Entries, Settlements, Bell, Claims, Queue, Recovery, OpenWork, ClockSteps, UpkeepService,
    ContactFactsService, Fence, Lookout, HeldDeliveries, HoldsService, FunnelExits, FunnelStates, MailboxService, ComposerService, RepliesService, StepMessagesService,
    ...erasable(DispatchPersonalData), lane, RelayFaultsService, DkimKeysRepository, SigningKeys, MessageSigning, DkimKeysService, DkimSealsService, DkimUpkeepService, ClaimRunner, Permits, Recorder, Refusals, Sender, ConsentReturns, SuppressionsService, SuppressionNews, SuppressionsRepublisher, UnsubscribeLinks, TrackedLinks, TrackingService, ResponsesService,
    MessagesRepository, MessagesService, Expiries, ForgettingService, SendingPolicyService, SendingHoursService, FrequencyCaps, ChecksService, DoubtsService, ChannelsService, ChannelLanes,
    Exchangers, ProvidersService, RulesService, Senders, SenderRamps, SenderWarmUps, ThrottleGauges, Meters, Tokens, Releases, ReleasesService, SlowLanes, LaneWatch, LanesService, ThrottlesService,
  ],
})
export class DispatchModule {}
