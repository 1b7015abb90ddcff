import { Controller } from '@nestjs/common';
import { Database } from '@widecast/database';
import { endpoint, Handles, Input, type InputOf } from '@widecast/service-kit';
import { z } from 'zod';
import { SegmentsService } from '../segments/segments.service.ts';
import { NOBODY_LEFT_OUT } from './left-out.ts';
import { RecipientsRepository } from './recipients.repository.ts';

const count = z.int().min(0);
const reach = z.object({
  selected: count.describe('Members of the segment'), audience: count.describe('Those of them who may be reached'),
  leftOut: z.object({ upper_tier: count, unknown_tier: count, doubtful_tier: count, no_consent: count, no_address: count, role_address: count, disposable_address: count, suppressed: count }).describe('The others, by the first reason that applies'),
}).meta({ examples: [{ selected: 1000, audience: 900, leftOut: { ...NOBODY_LEFT_OUT, upper_tier: 10, no_consent: 90 } }] });

const showReach = endpoint({
  method: 'GET', path: 'segments/:id/reach', scope: 'segments:read', summary: 'Who of a segment a campaign would reach now, and why the others would not be',
  params: z.object({ id: z.uuid() }), response: reach,
});

@Controller()
export class ReachController {
  constructor(
    private readonly segments: SegmentsService,
    private readonly recipients: RecipientsRepository,
    private readonly database: Database,
  ) {}

  @Handles(showReach)
  async show(@Input() { params }: InputOf<typeof showReach>): Promise<z.infer<typeof reach>> {
    await this.segments.find(params.id);
    const { selected, size, leftOut } = await this.recipients.reach(this.database, params.id);
    return { selected, audience: size, leftOut: { ...NOBODY_LEFT_OUT, ...leftOut } };
  }
}
