import type { ServiceDefinition } from '@widecast/service-kit';
import { TriageModule } from './app.module.ts';
import { triageConfig, type TriageConfig } from './config.ts';
import { HoldEntity } from './holds/hold.entity.ts';
import { CreateTickets1764100000000 } from './persistence/migrations/1764100000000-create-tickets.ts';
import { CreateAddressBook1764100000001 } from './persistence/migrations/1764100000001-create-address-book.ts';
import { CreateReceivedMails1764100000002 } from './persistence/migrations/1764100000002-create-received-mails.ts';
import { CreateSla1764100000003 } from './persistence/migrations/1764100000003-create-sla.ts';
import { CreateLearning1764100000004 } from './persistence/migrations/1764100000004-create-learning.ts';
import { CreateImapMailboxes1764100000005 } from './persistence/migrations/1764100000005-create-imap-mailboxes.ts';
import { CreateRatings1764100000006 } from './persistence/migrations/1764100000006-create-ratings.ts';
import { CreateBots1764100000007 } from './persistence/migrations/1764100000007-create-bots.ts';
import { TicketMessageEntity } from './tickets/ticket-message.entity.ts';
import { TicketEntity } from './tickets/ticket.entity.ts';

export const triage: ServiceDefinition<TriageConfig> = {
  name: 'triage',
  // What is signed is judged as the bytes that came.
  prepare: (app) => {
    app.useBodyParser('raw', { type: ({ url }) => url?.startsWith('/v1/bot-messages/') === true, limit: '512kb' });
  },
  config: triageConfig,
  module: () => TriageModule,
  entities: [TicketEntity, TicketMessageEntity, HoldEntity],
  migrations: [CreateTickets1764100000000, CreateAddressBook1764100000001, CreateReceivedMails1764100000002, CreateSla1764100000003, CreateLearning1764100000004, CreateImapMailboxes1764100000005, CreateRatings1764100000006, CreateBots1764100000007],
};
