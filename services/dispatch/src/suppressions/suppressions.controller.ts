import { Controller } from '@nestjs/common';
import { endpoint, Handles, Input, type InputOf } from '@widecast/service-kit';
import { z } from 'zod';
import { addressText } from '../addresses/address-text.ts';
import { nextOf, nextPage, pageQuery } from '../paging/page.ts';
import { SuppressionsRepublisher } from './suppressions-republisher.ts';
import { SuppressionsService, type Suppression } from './suppressions.service.ts';

const suppression = z.object({
  id: z.uuid(), email: z.string().nullable(), contactId: z.uuid().nullable(), reason: z.string(), createdAt: z.date(),
});
const listSuppressions = endpoint({
  method: 'GET', path: 'suppressions', scope: 'campaigns:read', summary: 'Who gets no more promotions, the newest first',
  query: pageQuery,
  response: z.object({ suppressions: z.array(suppression), next: nextPage }),
});
const addSuppression = endpoint({
  method: 'POST', path: 'suppressions', scope: 'campaigns:write', summary: 'Suppress an address',
  description: 'It gets no promotion any more; with the reason "broken_address" it gets no message at all.',
  body: z.strictObject({ email: addressText, reason: z.string().trim().min(1).max(100) }),
  response: suppression,
});
const removeSuppression = endpoint({
  method: 'DELETE', path: 'suppressions/:email', scope: 'campaigns:write', summary: 'Take a suppression away',
  description: 'What was suppressed by hand or by an unsubscribe link. It grants no consent: who has withdrawn his gets promotions when he has given it anew. ' +
    'A suppression that the contact made by his link also ends by itself when he consents anew.',
  params: z.object({ email: z.string().min(1).max(254) }),
  query: z.object({ broken: z.enum(['true', 'false']).default('false').describe('Also where a relay has said that there is no such address') }),
  response: z.object({ removed: z.array(suppression) }),
});

const republishSuppressions = endpoint({
  method: 'POST', path: 'suppressions/republish', scope: 'campaigns:write', status: 202, summary: 'Tell the other services of all suppressions again',
  description: 'Segmentation keeps whom no promotion reaches, for audiences, coverage and imports; it is rebuilt from what is told again.',
  response: z.object({ started: z.literal(true) }),
});

@Controller()
export class SuppressionsController {
  constructor(
    private readonly suppressions: SuppressionsService,
    private readonly republisher: SuppressionsRepublisher,
  ) {}

  @Handles(listSuppressions)
  async list(@Input() { query }: InputOf<typeof listSuppressions>): Promise<{ suppressions: Suppression[]; next: string | null }> {
    const suppressions = await this.suppressions.list(query);
    return { suppressions, next: nextOf(suppressions, query) };
  }

  @Handles(addSuppression)
  add(@Input() { body }: InputOf<typeof addSuppression>): Promise<Suppression> {
    return this.suppressions.add(body.email, body.reason);
  }

  @Handles(republishSuppressions)
  republish(): { started: true } {
    this.republisher.start();
    return { started: true };
  }

  @Handles(removeSuppression)
  async remove(@Input() { params, query }: InputOf<typeof removeSuppression>): Promise<{ removed: Suppression[] }> {
    return { removed: await this.suppressions.remove(params.email, { broken: query.broken === 'true' }) };
  }
}
