import { Controller } from '@nestjs/common';
import { endpoint, Handles } from '@widecast/service-kit';
import { z } from 'zod';
import { ReceivedMails } from './received-mails.ts';

const count = z.object({ outcome: z.string(), reason: z.string().nullable(), mails: z.int() });

const countReceived = endpoint({
  method: 'GET', path: 'tickets/intake', scope: 'tickets:read', summary: 'Mails that came in, counted by what became of them and why',
  response: z.object({ received: z.array(count) }),
});

@Controller()
export class IntakeController {
  constructor(private readonly received: ReceivedMails) {}

  @Handles(countReceived)
  async counts(): Promise<{ received: z.infer<typeof count>[] }> {
    return { received: await this.received.counts() };
  }
}
