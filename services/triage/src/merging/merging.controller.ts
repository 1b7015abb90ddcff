import { Controller } from '@nestjs/common';
import { Handles, Input, type InputOf } from '@widecast/service-kit';
import { oneLine } from '../mail/read-mail.ts';
import { viewOf, type TicketView } from '../tickets/ticket.view.ts';
import { mergeTicket, splitTicket, unmergeTicket } from './merging.endpoints.ts';
import { MergingService } from './merging.service.ts';

@Controller()
export class MergingController {
  constructor(private readonly merging: MergingService) {}

  @Handles(mergeTicket)
  async merge(@Input() { params, body }: InputOf<typeof mergeTicket>): Promise<TicketView> {
    return viewOf(await this.merging.merge(params.id, body.into));
  }

  @Handles(unmergeTicket)
  async unmerge(@Input() { params }: InputOf<typeof unmergeTicket>): Promise<TicketView> {
    return viewOf(await this.merging.unmerge(params.id));
  }

  @Handles(splitTicket)
  async split(@Input() { params, body }: InputOf<typeof splitTicket>): Promise<TicketView> {
    return viewOf(await this.merging.split(params.id, body.messages, body.subject === undefined ? undefined : oneLine(body.subject)));
  }
}
