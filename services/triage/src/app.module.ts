import { Module } from '@nestjs/common';
import { ERASING_CONTROLLERS, erasable } from '@widecast/service-kit';
import { AddressBook } from './contacts/address-book.service.ts';
import { UpperDomains } from './contacts/upper-domains.service.ts';
import { ContactsConsumer } from './contacts/contacts.consumer.ts';
import { Cooling } from './holds/cooling.ts';
import { HoldsController } from './holds/holds.controller.ts';
import { HoldsService } from './holds/holds.service.ts';
import { Floods } from './intake/floods.ts';
import { AttachmentsController } from './attachments/attachments.controller.ts';
import { Attachments } from './attachments/attachments.ts';
import { BotCaller } from './bots/bot-caller.ts';
import { BotCalls } from './bots/bot-calls.ts';
import { BotLetters } from './bots/bot-letters.ts';
import { BotMessages } from './bots/bot-messages.ts';
import { BotMessagesController } from './bots/bot-messages.controller.ts';
import { BotsController } from './bots/bots.controller.ts';
import { Bots } from './bots/bots.repository.ts';
import { TicketFormController } from './form/ticket-form.controller.ts';
import { TicketForm } from './form/ticket-form.service.ts';
import { ImapIntake } from './imap/imap-intake.ts';
import { MailboxesController } from './imap/mailboxes.controller.ts';
import { Mailboxes } from './imap/mailboxes.repository.ts';
import { IntakeController } from './intake/intake.controller.ts';
import { MailFiling } from './intake/mail-filing.ts';
import { MailIntake } from './intake/mail-intake.ts';
import { MailRetention } from './intake/mail-retention.ts';
import { ReceivedMails } from './intake/received-mails.ts';
import { SmtpIntake } from './smtp/smtp-intake.ts';
import { TicketIntake } from './intake/ticket-intake.ts';
import { MailParser } from './mail/mail-parser.ts';
import { MailReading } from './mail/mail-reading.ts';
import { QuarantineController } from './quarantine/quarantine.controller.ts';
import { Quarantine } from './quarantine/quarantine.ts';
import { Refiling } from './quarantine/refiling.service.ts';
import { AssignmentService } from './routing/assignment.service.ts';
import { RoutingController } from './routing/routing.controller.ts';
import { RoutingHints } from './routing/routing-hints.ts';
import { RoutingService } from './routing/routing.service.ts';
import { RoutingSettingsService } from './routing/routing-settings.service.ts';
import { Distribution } from './routing/distribution.ts';
import { RoutingTrial } from './routing/routing-trial.ts';
import { PromiseReading } from './sla/promise-reading.ts';
import { SlaController } from './sla/sla.controller.ts';
import { SlaPromisesService } from './sla/sla-promises.service.ts';
import { SlaSettingsService } from './sla/sla-settings.service.ts';
import { SlaWatch } from './sla/sla-watch.ts';
import { IntentModels } from './learning/intent-models.ts';
import { Learning } from './learning/learning.ts';
import { LearningController } from './learning/learning.controller.ts';
import { Shadow } from './learning/shadow.service.ts';
import { TrainingService } from './learning/training.service.ts';
import { AutomaticAnswers } from './macros/automatic-answers.service.ts';
import { MacroSettingsService } from './macros/macro-settings.service.ts';
import { MacrosService } from './macros/macros.service.ts';
import { MacrosController } from './macros/macros.controller.ts';
import { MergingController } from './merging/merging.controller.ts';
import { MergingService } from './merging/merging.service.ts';
import { PartedService } from './merging/parted.service.ts';
import { Remains } from './merging/remains.service.ts';
import { SignalSettingsService } from './understanding/signal-settings.service.ts';
import { SignalsController } from './understanding/signals.controller.ts';
import { Reader } from './understanding/reader.service.ts';
import { IntentModel } from './understanding/intent-model.ts';
import { OwnershipService } from './ownership/ownership.service.ts';
import { Threads } from './threading/threads.ts';
import { RatingLinks } from './ratings/rating-links.ts';
import { RatingsController } from './ratings/ratings.controller.ts';
import { RatingsPages } from './ratings/ratings.pages.ts';
import { RatingsService } from './ratings/ratings.service.ts';
import { RepliesService } from './replies/replies.service.ts';
import { CorrectionsController } from './corrections/corrections.controller.ts';
import { KnownIntents } from './corrections/known-intents.service.ts';
import { CorrectionsService } from './corrections/corrections.service.ts';
import { TicketOpening } from './tickets/ticket-opening.service.ts';
import { TicketGauges } from './tickets/ticket-gauges.ts';
import { TicketNews } from './tickets/ticket-news.ts';
import { TicketReading } from './tickets/ticket-reading.ts';
import { TicketsController } from './tickets/tickets.controller.ts';
import { TicketsService } from './tickets/tickets.service.ts';
import { TriagePersonalData } from './privacy/triage-personal-data.ts';

@Module({
  // Paths that are more exact than tickets/:id must come before it.
  controllers: [
    QuarantineController, MailboxesController, BotsController, BotMessagesController, TicketFormController, AttachmentsController, IntakeController, RoutingController, TicketsController, CorrectionsController, MergingController, MacrosController, HoldsController, SlaController, LearningController, SignalsController, RatingsController, RatingsPages, ContactsConsumer,
    ...ERASING_CONTROLLERS,
  ],
  providers: [
    ...erasable(TriagePersonalData),
    RatingLinks, RatingsService, IntentModel, Reader, SignalSettingsService, IntentModels, TrainingService, Shadow, Learning, KnownIntents, RoutingHints, CorrectionsService, UpperDomains, AddressBook, HoldsService, Cooling, TicketNews, TicketGauges, TicketOpening, TicketsService, TicketReading, RepliesService, Threads,
    TicketIntake, ReceivedMails, Floods, MailFiling, MailParser, MailReading, MailIntake, SmtpIntake, Mailboxes, ImapIntake, Bots, BotCalls, BotCaller, BotLetters, BotMessages, TicketForm, Attachments, MailRetention, Quarantine, Refiling,
    RoutingSettingsService, RoutingService, RoutingTrial, AssignmentService, Distribution, OwnershipService, MergingService, Remains, PartedService, MacroSettingsService, MacrosService, AutomaticAnswers, SlaSettingsService, SlaPromisesService, SlaWatch, PromiseReading,
  ],
})
export class TriageModule {}
