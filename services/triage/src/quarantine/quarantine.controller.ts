import { Controller } from '@nestjs/common';
import { endpoint, Handles, Input, type InputOf } from '@widecast/service-kit';
import { z } from 'zod';
import { ReceivedMails } from './received-mails.ts';

const mail = z.object({ id: z.uuid(), reason: z.string(), bytes: z.int(), head: z.string(), receivedAt: z.string() });
const count = z.object({ outcome: z.string(), reason: z.string().nullable(), mails: z.int() });

const listQuarantined = endpoint({
  method: 'GET', path: 'tickets/quarantine', scope: 'tickets:read', summary: 'Mails that could not be made tickets of, newest first, with their first bytes',
  query: z.object({ after: z.uuid().optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }),
  response: z.object({ mails: z.array(mail) }),
});
const countReceived = endpoint({
  method: 'GET', path: 'tickets/intake', scope: 'tickets:read', summary: 'Mails that came in, counted by what became of them and why',
  response: z.object({ received: z.array(count) }),
});

@Controller()
export class QuarantineController {
  constructor(private readonly received: ReceivedMails) {}

  @Handles(listQuarantined)
  async quarantine(@Input() { query }: InputOf<typeof listQuarantined>): Promise<{ mails: z.infer<typeof mail>[] }> {
    const mails = await this.received.listQuarantined(query);
    return { mails: mails.map(({ receivedAt, ...rest }) => ({ ...rest, receivedAt: receivedAt.toISOString() })) };
  }

  @Handles(countReceived)
  async counts(): Promise<{ received: z.infer<typeof count>[] }> {
    return { received: await this.received.counts() };
  }
}
