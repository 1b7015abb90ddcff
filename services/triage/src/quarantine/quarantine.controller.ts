import { Controller, Res } from '@nestjs/common';
import { Handles, Input, type InputOf } from '@widecast/service-kit';
import type { Response } from 'express';
import type { z } from 'zod';
import { Quarantine, type QuarantinedMail } from './quarantine.ts';
import {
  discardQuarantined, listQuarantined, readQuarantined, refileQuarantined, showQuarantined, type QuarantinedMailView, type refiled,
} from './quarantine.endpoints.ts';
import { Refiling } from './refiling.service.ts';

const viewOf = ({ recipients, receivedAt, ...mail }: QuarantinedMail): QuarantinedMailView => ({ ...mail, recipients: [...recipients], receivedAt: receivedAt.toISOString() });

@Controller()
export class QuarantineController {
  constructor(
    private readonly quarantine: Quarantine,
    private readonly refiling: Refiling,
  ) {}

  @Handles(listQuarantined)
  async list(@Input() { query }: InputOf<typeof listQuarantined>): Promise<{ mails: QuarantinedMailView[] }> {
    return { mails: (await this.quarantine.list(query)).map(viewOf) };
  }

  @Handles(showQuarantined)
  async show(@Input() { params }: InputOf<typeof showQuarantined>): Promise<QuarantinedMailView> {
    return viewOf(await this.quarantine.show(params.id));
  }

  @Handles(readQuarantined)
  async read(@Input() { params }: InputOf<typeof readQuarantined>, @Res() response: Response): Promise<void> {
    const { id, raw } = await this.quarantine.whole(params.id);
    // Hostile as it may be, no browser may show it as a page.
    response.setHeader('content-disposition', `attachment; filename="${id}.eml"`).setHeader('x-content-type-options', 'nosniff');
    response.setHeader('content-type', 'message/rfc822').end(raw);
  }

  @Handles(refileQuarantined)
  async refile(@Input() { params, body }: InputOf<typeof refileQuarantined>): Promise<z.infer<typeof refiled>> {
    const filed = await this.refiling.refile(params.id, body.from);
    if (filed === 'duplicate') return { outcome: 'duplicate', ticketId: null };
    return { outcome: filed.outcome === 'appended' ? 'appended' : 'opened', ticketId: filed.ticketId ?? null };
  }

  @Handles(discardQuarantined)
  discard(@Input() { params }: InputOf<typeof discardQuarantined>): Promise<void> {
    return this.refiling.discard(params.id);
  }
}
