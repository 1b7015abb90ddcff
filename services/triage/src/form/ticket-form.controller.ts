import { Controller, Inject, Req, Res } from '@nestjs/common';
import { CONFIG, Handles, Invalid, NotFound, UnsupportedMedia } from '@widecast/service-kit';
import type { Request, Response } from 'express';
import type { TriageConfig } from '../config.ts';
import { formFields, sendForm, TRAP } from './ticket-form.endpoints.ts';
import { TicketForm, TooManyForms } from './ticket-form.service.ts';

@Controller()
export class TicketFormController {
  constructor(private readonly form: TicketForm, @Inject(CONFIG) private readonly config: TriageConfig) {}

  @Handles(sendForm)
  async send(@Req() request: Request, @Res() response: Response): Promise<void> {
    if (this.config.TICKETS_FORM === 'off') throw new NotFound('form', 'here; TICKETS_FORM=on would open it');
    if (!request.is('urlencoded') && !request.is('json')) throw new UnsupportedMedia('The body must be a form or JSON', [{ field: 'headers.content-type', message: 'use application/x-www-form-urlencoded' }]);
    // Pages of other hosts may send it: nothing but the form itself says who asks.
    response.setHeader('access-control-allow-origin', '*');
    const { [TRAP]: trap, ...form } = fieldsIn(request.body);
    if (trap === '') return this.answer(response, await this.take(form, request, response));
    this.form.trapped();
    return this.answer(response, null);
  }

  private async take(form: Parameters<TicketForm['take']>[0], request: Request, response: Response): Promise<number> {
    try {
      return await this.form.take(form, request.header('x-widecast-client') ?? request.socket.remoteAddress ?? '');
    } catch (error) {
      if (error instanceof TooManyForms) response.setHeader('retry-after', error.seconds);
      throw error;
    }
  }

  private answer(response: Response, number: number | null): void {
    const { TICKETS_FORM_REDIRECT: page } = this.config;
    if (page === undefined) response.json({ number });
    else response.redirect(303, page);
  }
}

function fieldsIn(body: unknown): ReturnType<typeof formFields.parse> {
  const parsed = formFields.safeParse(body ?? {});
  if (parsed.success) return parsed.data;
  const defects = parsed.error.issues.map(({ path, message }) => ({ field: ['body', ...path].join('.'), message }));
  throw new Invalid(`The form has ${defects.length} defect(s): ${defects[0]?.field ?? 'body'} ${defects[0]?.message ?? ''}`, defects);
}
