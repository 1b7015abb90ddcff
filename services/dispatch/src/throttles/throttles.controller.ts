import { Controller } from '@nestjs/common';
import { endpoint, Handles, Input, type InputOf } from '@widecast/service-kit';
import { z } from 'zod';
import { domainText } from '../addresses/domain-text.ts';
import { headerText } from '../brands/header-value.ts';
import { count, ramp } from './ramp.schema.ts';
import { ThrottlesService, type ThrottleView } from './throttles.service.ts';

const EXAMPLE = { name: 'Gmail', provider: 'google', perSecond: 20, perDay: 200_000 };
/** As lanes name them: a relay, a channel, the built-in mailbox. It may be one that mail will leave by later. */
const RELAY = /^(?:[^\s/@]+:\d{1,5}|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|mailbox)$/i;
const warmUp = ramp.extend({ from: z.iso.date().describe('The first day, in UTC') });

const body = z.strictObject({
  name: headerText(100),
  provider: z.string().max(50).nullable().default(null).describe('Of GET /v1/providers, or other; null is any'),
  domain: domainText.nullable().default(null).describe('A receiving domain; null is any'),
  relay: z.string().max(300).regex(RELAY, 'must be host:port like mail.example:587, or the id of a channel').nullable().default(null).describe('Its name as GET /v1/lanes shows it, or the id of a channel; null is any'),
  campaignId: z.uuid().nullable().default(null), sender: domainText.nullable().default(null).describe('The domain that mail is from, as in the address of a brand; null is any'), perSecond: count.nullable().default(null),
  perHour: count.nullable().default(null), perDay: count.nullable().default(null).describe('In any 24 hours'), warmUp: warmUp.nullable().default(null),
  reserve: z.number().min(0).max(0.9).default(0.1).describe('The share that promotions leave to transactional mail'),
}).refine(({ perSecond, perHour, perDay, warmUp: warm }) => perSecond ?? perHour ?? perDay ?? warm, { path: ['perSecond'], message: 'is needed, or perHour, perDay or warmUp' })
  .meta({ examples: [EXAMPLE, { name: 'New relay', relay: 'mail.example:587', warmUp: { start: 500, growth: 1.5, full: 100_000, from: '2026-12-01' } }, { name: 'New domain', sender: 'news.acme.example', warmUp: { start: 500, growth: 1.5, full: 100_000, from: '2026-12-01' } }] });

const throttle = z.object({
  id: z.uuid(), name: z.string(), provider: z.string().nullable(), domain: z.string().nullable(), relay: z.string().nullable(), campaignId: z.uuid().nullable(), sender: z.string().nullable(),
  perSecond: z.int().nullable(), perHour: z.int().nullable(), perDay: z.int().nullable(), warmUp: warmUp.nullable(), reserve: z.number(),
  limits: z.array(z.object({ per: z.enum(['second', 'hour', 'day']), most: z.int(), forPromotions: z.int().describe('What promotions may use of it'), used: z.int() }))
    .describe('What holds now, and how much of it was used in the last second, hour and 24 hours'),
  waiting: z.int().describe('Deliveries that wait for room in a lane that it concerns'),
  idle: z.string().nullable().describe('Why it holds nothing at all; null where it may hold something'),
  allowedToday: z.int().nullable().describe('By the warm-up; null where there is none or it is over'), updatedBy: z.string(), updatedAt: z.date(),
}).meta({
  examples: [{
    id: '0191e0b0-5c3a-7d11-8a22-3b4c5d6e7f90', domain: null, relay: null, campaignId: null, sender: null, perHour: null, warmUp: null, reserve: 0.1, ...EXAMPLE,
    limits: [{ per: 'second', most: 20, forPromotions: 18, used: 3 }, { per: 'day', most: 200_000, forPromotions: 180_000, used: 4711 }], waiting: 812, idle: null, allowedToday: null, updatedBy: 'growth', updatedAt: '2026-11-24T09:30:00.000Z',
  }],
});
const one = z.object({ id: z.uuid() });

const listThrottles = endpoint({
  method: 'GET', path: 'throttles', scope: 'campaigns:read', summary: 'How much may leave where, and how much of it was used', response: z.object({ throttles: z.array(throttle) }),
});
const createThrottle = endpoint({
  method: 'POST', path: 'throttles', scope: 'operations:write', summary: 'Let only so much leave in any second, hour or 24 hours',
  description: 'It concerns what matches all of provider, domain, relay, campaign and sender that it names, and is shared by all of it and by all processes. What has no room waits as ' +
    '`held` (`throttled`), costs no attempt, and leaves by itself; other mail goes on. A warm-up holds promotions alone: what else leaves counts, and does not wait. Effective within a second.',
  body, response: throttle,
});
const replaceThrottle = endpoint({
  method: 'PUT', path: 'throttles/:id', scope: 'operations:write', summary: 'Change a throttle; what was used counts on', params: one, body, response: throttle,
});
const removeThrottle = endpoint({ method: 'DELETE', path: 'throttles/:id', scope: 'operations:write', status: 204, summary: 'Remove a throttle; what waits for it leaves', params: one });

@Controller()
export class ThrottlesController {
  constructor(private readonly throttles: ThrottlesService) {}

  @Handles(listThrottles)
  async list(): Promise<{ throttles: ThrottleView[] }> {
    return { throttles: await this.throttles.list() };
  }

  @Handles(createThrottle)
  create(@Input() input: InputOf<typeof createThrottle>): Promise<ThrottleView> {
    return this.throttles.create(input.body, input.actor);
  }

  @Handles(replaceThrottle)
  replace(@Input() input: InputOf<typeof replaceThrottle>): Promise<ThrottleView> {
    return this.throttles.replace(input.params.id, input.body, input.actor);
  }

  @Handles(removeThrottle)
  async remove(@Input() { params, actor }: InputOf<typeof removeThrottle>): Promise<void> {
    await this.throttles.remove(params.id, actor);
  }
}
