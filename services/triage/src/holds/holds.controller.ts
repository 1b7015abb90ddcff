import { Controller } from '@nestjs/common';
import { endpoint, Handles, Input, type InputOf } from '@widecast/service-kit';
import { z } from 'zod';
import { HoldsService } from './holds.service.ts';

const hold = z.object({
  contactId: z.uuid(), openComplaints: z.int(), coolingUntil: z.string().nullable().describe('Until when he is left alone after his last complaint was closed'),
  version: z.int(), changedAt: z.string(),
});

const listHolds = endpoint({
  method: 'GET', path: 'holds', scope: 'tickets:read', summary: 'Contacts whose promotions are held because a complaint of theirs is open or was until lately',
  query: z.object({ after: z.uuid().optional(), limit: z.coerce.number().int().min(1).max(1000).default(100) }),
  response: z.object({ holds: z.array(hold) }),
});

@Controller()
export class HoldsController {
  constructor(private readonly holds: HoldsService) {}

  @Handles(listHolds)
  async list(@Input() { query }: InputOf<typeof listHolds>): Promise<{ holds: z.infer<typeof hold>[] }> {
    const holds = await this.holds.list(query);
    return { holds: holds.map(({ changedAt, coolingUntil, ...rest }) => ({ ...rest, coolingUntil: coolingUntil?.toISOString() ?? null, changedAt: changedAt.toISOString() })) };
  }
}
