import { Controller } from '@nestjs/common';
import { endpoint, Handles, Input, type InputOf } from '@widecast/service-kit';
import { z } from 'zod';
import { ramp } from '../throttles/ramp.schema.ts';
import { SendingPolicyService, type PolicyView } from './sending-policy.service.ts';

const EXAMPLE = { globalHoldOut: { share: 0.05, seed: '2026' }, frequencyCap: { promotions: 3, days: 7 }, senderWarmUp: { start: 500, growth: 1.5, full: 100_000 } };

const frequencyCap = z.strictObject({ promotions: z.int().min(1).max(100), days: z.int().min(1).max(90) }).nullable()
  .describe('At most so many promotions to one contact in any so many days, from all campaigns and funnels; what is above waits as held');
const senderWarmUp = ramp.nullable().describe('How much may leave on the first days from a domain that mail is from for the first time: a throttle with this warm-up is made for it at its first use. Null lets new domains send as much as others');
const share = z.number().min(0).max(0.5);

const policy = z.object({
  globalHoldOut: z.object({ share, seed: z.string() }).nullable(), frequencyCap, senderWarmUp, updatedBy: z.string().nullable(), updatedAt: z.date(),
}).meta({ examples: [{ ...EXAMPLE, updatedBy: 'growth', updatedAt: '2026-11-24T09:30:00.000Z' }] });

const showPolicy = endpoint({
  method: 'GET', path: 'sending-policy', scope: 'campaigns:read', summary: 'What holds for all promotions: the global hold-out, the frequency cap, how new sender domains begin', response: policy,
});
const setPolicy = endpoint({
  method: 'PUT', path: 'sending-policy', scope: 'campaigns:write', summary: 'Set what holds for all promotions',
  description: 'The global hold-out concerns contacts that enter a campaign or a step of a funnel from now on. The cap is effective within two seconds, and counts from when it was set. A warm-up concerns domains that are new from now on.',
  body: z.strictObject({
    globalHoldOut: z.strictObject({ share, seed: z.string().min(1).max(200).optional().describe('Without one the seed before stays, and with it who is held out') }).nullable(),
    frequencyCap, senderWarmUp: senderWarmUp.optional(),
  }).meta({ examples: [EXAMPLE] }),
  response: policy,
});

@Controller()
export class SendingPolicyController {
  constructor(private readonly policies: SendingPolicyService) {}

  @Handles(showPolicy)
  show(): Promise<PolicyView> {
    return this.policies.read();
  }

  @Handles(setPolicy)
  set(@Input() { body, actor }: InputOf<typeof setPolicy>): Promise<PolicyView> {
    return this.policies.set(body, actor);
  }
}
