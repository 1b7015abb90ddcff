import { Module } from '@nestjs/common';
import { ERASING_CONTROLLERS, erasable } from '@widecast/service-kit';
import { BehaviourConsumer } from './behaviour/behaviour.consumer.ts';
import { BehaviourRepository } from './behaviour/behaviour.repository.ts';
import { CampaignConsumer } from './campaigns/campaign.consumer.ts';
import { CampaignFiguresRepository } from './campaign-report/campaign-figures.repository.ts';
import { CampaignReportController } from './campaign-report/campaign-report.controller.ts';
import { CampaignsRepository } from './campaigns/campaigns.repository.ts';
import { AnswersRepository } from './coverage/answers.repository.ts';
import { AreaCoverageController } from './coverage/area-coverage.controller.ts';
import { AreasRepository } from './coverage/areas.repository.ts';
import { CoverageController } from './coverage/coverage.controller.ts';
import { CoverageRepository } from './coverage/coverage.repository.ts';
import { DeliveriesConsumer } from './deliveries/deliveries.consumer.ts';
import { DeliveriesRepository } from './deliveries/deliveries.repository.ts';
import { FunnelReportController } from './funnels/funnel-report.controller.ts';
import { FunnelsConsumer } from './funnels/funnels.consumer.ts';
import { FunnelsRepository } from './funnels/funnels.repository.ts';
import { HandOffsConsumer } from './hand-offs/hand-offs.consumer.ts';
import { HandOffsRepository } from './hand-offs/hand-offs.repository.ts';
import { ContactsConsumer } from './market/contacts.consumer.ts';
import { MarketRepository } from './market/market.repository.ts';
import { MassTouchesController } from './mass-touches/mass-touches.controller.ts';
import { MassTouchesRepository } from './mass-touches/mass-touches.repository.ts';
import { OverviewController } from './overview/overview.controller.ts';
import { OverviewRepository } from './overview/overview.repository.ts';
import { AnalyticsPersonalData } from './privacy/analytics-personal-data.ts';
import { TicketReportController } from './tickets/ticket-report.controller.ts';
import { TicketsConsumer } from './tickets/tickets.consumer.ts';
import { TicketsRepository } from './tickets/tickets.repository.ts';

@Module({
  controllers: [
    BehaviourConsumer, CampaignConsumer, DeliveriesConsumer, FunnelsConsumer, HandOffsConsumer, TicketsConsumer, ContactsConsumer,
    CampaignReportController, AreaCoverageController, CoverageController, FunnelReportController, MassTouchesController, OverviewController, TicketReportController,
    ...ERASING_CONTROLLERS,
  ],
  providers: [
    ...erasable(AnalyticsPersonalData),
    AnswersRepository, AreasRepository, BehaviourRepository, CampaignFiguresRepository, CampaignsRepository, CoverageRepository, DeliveriesRepository, FunnelsRepository,
    HandOffsRepository, MarketRepository, MassTouchesRepository, OverviewRepository, TicketsRepository,
  ],
})
export class AnalyticsModule {}
