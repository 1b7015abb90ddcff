import { Controller } from '@nestjs/common';
import { Handles, Input, type InputOf } from '@widecast/service-kit';
import { TicketIntake } from '../intake/ticket-intake.ts';
import { oneLine, storable } from '../mail/read-mail.ts';
import { RepliesService } from '../replies/replies.service.ts';
import { MacrosService } from '../macros/macros.service.ts';
import { OwnershipService } from '../ownership/ownership.service.ts';
import { PromiseReading } from '../sla/promise-reading.ts';
import { TicketReading } from './ticket-reading.ts';
import { messageViewOf, viewOf, type MessageView, type TicketView, type TicketWithStory } from './ticket.view.ts';
import { closeTicket, handOverTicket, listMessages, listTickets, MOST_SHOWN, openTicket, reopenTicket, replyToTicket, showTicket } from './tickets.endpoints.ts';
import { TicketsService } from './tickets.service.ts';

@Controller()
export class TicketsController {
  constructor(
    private readonly intake: TicketIntake,
    private readonly reading: TicketReading,
    private readonly tickets: TicketsService,
    private readonly replies: RepliesService,
    private readonly promises: PromiseReading,
    private readonly macros: MacrosService,
    private readonly ownership: OwnershipService,
  ) {}

  @Handles(openTicket)
  async open(@Input() { body }: InputOf<typeof openTicket>): Promise<TicketView> {
    const text = storable(body.text);
    const writing = { text, fullText: text, html: null, messageId: null, references: [], automatic: false, attachments: [], raw: null };
    const name = oneLine(body.name ?? '') || null;
    return viewOf(await this.intake.receive({ email: body.from, name, subject: oneLine(body.subject), channel: 'api', writing, silent: false }, body.idempotencyKey));
  }

  @Handles(listTickets)
  async list(@Input() { query }: InputOf<typeof listTickets>): Promise<{ tickets: TicketView[] }> {
    return { tickets: (await this.reading.list(query)).map(viewOf) };
  }

  @Handles(showTicket)
  async show(@Input() { params }: InputOf<typeof showTicket>): Promise<TicketWithStory> {
    const ticket = await this.reading.show(params.id);
    const { messages, older } = await this.reading.messagesOf(params.id, { limit: MOST_SHOWN });
    return { ...viewOf(ticket), routing: ticket.routing, messages: messages.map(messageViewOf), older, promises: await this.promises.of(params.id) };
  }

  @Handles(listMessages)
  async messages(@Input() { params, query }: InputOf<typeof listMessages>): Promise<{ messages: MessageView[]; older: number }> {
    await this.reading.show(params.id);
    const { messages, older } = await this.reading.messagesOf(params.id, query);
    return { messages: messages.map(messageViewOf), older };
  }

  @Handles(replyToTicket)
  async reply(@Input() { params, body }: InputOf<typeof replyToTicket>): Promise<{ id: string }> {
    const text = body.macro === undefined ? storable(body.text ?? '') : await this.macros.textFor(params.id, body.macro);
    return { id: await this.replies.reply(params.id, { text, seen: body.seen, as: body.as, key: body.idempotencyKey, isMade: body.macro !== undefined }) };
  }

  @Handles(handOverTicket)
  async handOver(@Input() { params, body }: InputOf<typeof handOverTicket>): Promise<TicketView> {
    return viewOf(await this.ownership.handOver(params.id, body.to));
  }

  @Handles(closeTicket)
  async close(@Input() { params, body }: InputOf<typeof closeTicket>): Promise<TicketView> {
    return viewOf(await this.tickets.close(params.id, body.seen));
  }

  @Handles(reopenTicket)
  async reopen(@Input() { params }: InputOf<typeof reopenTicket>): Promise<TicketView> {
    return viewOf(await this.tickets.reopen(params.id));
  }
}
