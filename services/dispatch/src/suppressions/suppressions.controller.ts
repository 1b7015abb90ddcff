import { Controller } from '@nestjs/common';
import { endpoint, Handles, Input, type InputOf } from '@widecast/service-kit';
import { z } from 'zod';
import { SuppressionsService, type Suppression } from './suppressions.service.ts';

const suppression = z.object({
  id: z.uuid(), email: z.string().nullable(), contactId: z.uuid().nullable(), reason: z.string(), createdAt: z.date(),
});
const listSuppressions = endpoint({
  method: 'GET', path: 'suppressions', scope: 'campaigns:read', summary: 'Who gets no more promotions, the newest first',
  query: z.object({ limit: z.coerce.number().int().min(1).max(1000).default(100), before: z.uuid().optional() }),
  response: z.object({ suppressions: z.array(suppression) }),
});
const addSuppression = endpoint({
  method: 'POST', path: 'suppressions', scope: 'campaigns:write', summary: 'Suppress an address',
  description: 'It gets no promotion any more; with the reason "broken_address" it gets no message at all.',
  body: z.strictObject({ email: z.email().max(254), reason: z.string().trim().min(1).max(100) }),
  response: suppression,
});

@Controller()
export class SuppressionsController {
  constructor(private readonly suppressions: SuppressionsService) {}

  @Handles(listSuppressions)
  async list(@Input() { query }: InputOf<typeof listSuppressions>): Promise<{ suppressions: Suppression[] }> {
    return { suppressions: await this.suppressions.list(query) };
  }

  @Handles(addSuppression)
  add(@Input() { body }: InputOf<typeof addSuppression>): Promise<Suppression> {
    return this.suppressions.add(body.email, body.reason);
  }
}
