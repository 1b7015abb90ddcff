import { Controller } from '@nestjs/common';
import { leftOutReason } from '@widecast/contracts';
import { endpoint, Handles, Input, type InputOf } from '@widecast/service-kit';
import { z } from 'zod';
import type { Reach } from './audience-findings.ts';
import { ChecksService, type CheckView } from './checks.service.ts';

const count = z.int().min(0);
const reach = z.object({ selected: count, audience: count, leftOut: z.record(leftOutReason, count) });
const given = z.coerce.number().int().min(0).optional().describe('Filled in by the gateway, which asks the owner of the segment');

const checkCampaign = endpoint({
  method: 'GET', path: 'campaigns/:id/check', scope: 'campaigns:read', summary: 'What to look at before the launch: audience, cost, relay, domains, content',
  description: 'Changes nothing, and may be asked of a campaign in any state. "ready" says that no finding is an error; "unknown" is what could not be looked up, which is no error.',
  params: z.object({ id: z.uuid() }),
  query: z.object({ segment: z.enum(['absent']).optional().describe('Told by the gateway: there is no such segment'), selected: given, audience: given, ...Object.fromEntries(leftOutReason.options.map((reason) => [reason, given])) as Record<z.infer<typeof leftOutReason>, typeof given> }),
  response: z.object({
    campaignId: z.uuid(), ready: z.boolean(), audience: reach.nullable().describe('Null where segmentation could not be asked'),
    cost: z.object({ messages: count, amount: z.number() }).nullable(),
    findings: z.array(z.object({ severity: z.enum(['ok', 'warning', 'error', 'unknown']), code: z.string(), about: z.string(), message: z.string() })),
  }).meta({
    examples: [{
      campaignId: '0191e0b0-5c3a-7d11-8a22-3b4c5d6e7f20', ready: false, audience: { selected: 1000, audience: 900, leftOut: { upper_tier: 10, unknown_tier: 0, doubtful_tier: 0, no_consent: 90, no_address: 0, role_address: 0, disposable_address: 0, suppressed: 0 } },
      cost: { messages: 810, amount: 8.1 }, findings: [{ severity: 'error', code: 'dmarc', about: 'acme.example', message: 'there is no DMARC record; …' }],
    }],
  }),
});

@Controller()
export class ChecksController {
  constructor(private readonly checks: ChecksService) {}

  @Handles(checkCampaign)
  check(@Input() { params, query }: InputOf<typeof checkCampaign>): Promise<CheckView> {
    return this.checks.check(params.id, query.segment === 'absent' ? 'no_segment' : reachOf(query));
  }
}

function reachOf({ selected, audience, ...query }: InputOf<typeof checkCampaign>['query']): Reach | undefined {
  const counts = leftOutReason.options.map((reason) => [reason, query[reason] ?? 0]);
  return selected === undefined || audience === undefined ? undefined : { selected, audience, leftOut: Object.fromEntries(counts) as Reach['leftOut'] };
}
