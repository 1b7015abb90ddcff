import { Module } from '@nestjs/common';
import { AddressBook } from './contacts/address-book.service.ts';
import { ContactsConsumer } from './contacts/contacts.consumer.ts';
import { HoldsController } from './holds/holds.controller.ts';
import { HoldsService } from './holds/holds.service.ts';
import { MailFiling } from './intake/mail-filing.ts';
import { MailIntake } from './intake/mail-intake.ts';
import { MailRetention } from './intake/mail-retention.ts';
import { QuarantineController } from './intake/quarantine.controller.ts';
import { ReceivedMails } from './intake/received-mails.ts';
import { SmtpIntake } from './intake/smtp-intake.ts';
import { TicketIntake } from './intake/ticket-intake.ts';
import { MailParser } from './mail/mail-parser.ts';
import { Threads } from './threading/threads.ts';
import { RepliesService } from './tickets/replies.service.ts';
import { TicketNews } from './tickets/ticket-news.ts';
import { TicketReading } from './tickets/ticket-reading.ts';
import { TicketsController } from './tickets/tickets.controller.ts';
import { TicketsService } from './tickets/tickets.service.ts';

@Module({
  // The quarantine's paths are more exact than tickets/:id and must come before it.
  controllers: [QuarantineController, TicketsController, HoldsController, ContactsConsumer],
  providers: [
    AddressBook, HoldsService, TicketNews, TicketsService, TicketReading, RepliesService, Threads,
    TicketIntake, ReceivedMails, MailFiling, MailParser, MailIntake, SmtpIntake, MailRetention,
  ],
})
export class TriageModule {}
