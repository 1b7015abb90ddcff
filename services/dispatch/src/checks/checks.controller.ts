import { Controller } from '@nestjs/common';
import { leftOutReason } from '@widecast/contracts';
import { endpoint, Handles, Input, type InputOf } from '@widecast/service-kit';
import { z } from 'zod';
import type { Reach } from './audience-findings.ts';
import { ChecksService, type CheckView } from './checks.service.ts';

const count = z.int().min(0);
const reach = z.object({
  selected: count, audience: count, leftOut: z.record(leftOutReason, count),
  lacking: z.record(z.string(), count).optional().describe('How many of the audience have no value for a merge field that the campaign needs'),
  beyondAscii: count.optional().describe('How many of the audience have an address that only mail systems with SMTPUTF8 (RFC 6531) take'),
});
const given = z.coerce.number().int().min(0).optional().describe('Filled in by the gateway, which asks the owner of the segment');

const checkCampaign = endpoint({
  method: 'GET', path: 'campaigns/:id/check', scope: 'campaigns:read', summary: 'What to look at before the launch: audience, cost, relay, domains, content',
  description: 'Changes nothing, and may be asked of a campaign in any state. "ready" says that no finding is an error; "unknown" is what could not be looked up, which is no error.',
  params: z.object({ id: z.uuid() }),
  query: z.object({ segment: z.enum(['absent']).optional().describe('Told by the gateway: there is no such segment'), selected: given, audience: given, beyondAscii: given, lacking: z.string().optional().describe('field=count&…, likewise'), ...Object.fromEntries(leftOutReason.options.map((reason) => [reason, given])) as Record<z.infer<typeof leftOutReason>, typeof given> }),
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

const showMergeFields = endpoint({
  method: 'GET', path: 'campaigns/:id/merge-fields', scope: 'campaigns:read', summary: 'The merge fields that a campaign needs of each of its contacts',
  description: 'What its templates put out without a default and under no condition, the address in its channel and the time zone.',
  params: z.object({ id: z.uuid() }),
  response: z.object({ campaignId: z.uuid(), segmentId: z.uuid(), fields: z.array(z.string()) }).meta({
    examples: [{ campaignId: '0191e0b0-5c3a-7d11-8a22-3b4c5d6e7f20', segmentId: '0191e0b0-5c3a-7d11-8a22-3b4c5d6e7f30', fields: ['name', 'plan'] }],
  }),
});

@Controller()
export class ChecksController {
  constructor(private readonly checks: ChecksService) {}

  @Handles(showMergeFields)
  mergeFields(@Input() { params }: InputOf<typeof showMergeFields>): Promise<{ campaignId: string; segmentId: string; fields: string[] }> {
    return this.checks.mergeFields(params.id);
  }

  @Handles(checkCampaign)
  check(@Input() { params, query }: InputOf<typeof checkCampaign>): Promise<CheckView> {
    return this.checks.check(params.id, query.segment === 'absent' ? 'no_segment' : reachOf(query));
  }
}

function reachOf({ selected, audience, lacking, beyondAscii, ...query }: InputOf<typeof checkCampaign>['query']): Reach | undefined {
  const counts = leftOutReason.options.map((reason) => [reason, query[reason] ?? 0]);
  if (selected === undefined || audience === undefined) return undefined;
  return { selected, audience, leftOut: Object.fromEntries(counts) as Reach['leftOut'], ...(lacking === undefined ? {} : { lacking: lackingIn(lacking) }), ...(beyondAscii === undefined ? {} : { beyondAscii }) };
}

const lackingIn = (text: string): Record<string, number> => Object.fromEntries([...new URLSearchParams(text)].map(([field, told]) => [field, Math.max(0, Math.floor(Number(told))) || 0]));
