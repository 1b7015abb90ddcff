import { Controller } from '@nestjs/common';
import { endpoint, Handles } from '@widecast/service-kit';
import { z } from 'zod';
import { Republisher } from './republisher.ts';

const republishContacts = endpoint({
  method: 'POST', path: 'contacts/republish', scope: 'contacts:write', status: 202, summary: 'Tell the other services of all contacts again',
  response: z.object({ started: z.literal(true) }),
});

@Controller()
export class RepublishController {
  constructor(private readonly republisher: Republisher) {}

  @Handles(republishContacts)
  republish(): { started: true } {
    this.republisher.start();
    return { started: true };
  }
}
