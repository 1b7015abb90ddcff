import { Controller } from '@nestjs/common';
import { endpoint, Handles, Input, type InputOf } from '@widecast/service-kit';
import { z } from 'zod';
import { relayFault } from '../lanes/relay-fault.schema.ts';
import { LanesService, type LaneView, type RelayView } from './lanes.service.ts';

const lane = z.object({
  relay: z.string(), provider: z.string().describe('A provider of GET /v1/providers, or a domain; empty for a channel'),
  sender: z.string().nullable().describe('The domain that mail is from, where a throttle asks for it: so much of it waits for that throttle, or for another of the lane'),
  perSecond: z.number().nullable().describe('So slow because its receiver asked for it; null where it did not'),
  cause: z.string().nullable().describe('The last reply that asked for it'), slowedAt: z.date().nullable(),
  throttled: z.int().describe('Deliveries that wait for room in it'),
}).meta({ examples: [{ relay: 'mail.example:587', provider: 'google', sender: null, perSecond: 12.5, cause: '421 4.7.28', slowedAt: '2026-11-24T09:30:00.000Z', throttled: 81_234 }] });

const relay = z.object({ relay: z.string(), resting: z.boolean().describe('Nothing is tried for a moment'), fault: relayFault.omit({ relay: true }).nullable().describe('Why it cannot be used; null where it can') });

const listLanes = endpoint({
  method: 'GET', path: 'lanes', scope: 'campaigns:read', summary: 'Relays, and the lanes that are slow or in which something waits',
  response: z.object({ lanes: z.array(lane), relays: z.array(relay) }),
});
const freeLane = endpoint({
  method: 'DELETE', path: 'lanes/:relay/:provider', scope: 'operations:write', status: 204, summary: 'Let a slow lane be fast again, as if nobody had complained',
  params: z.object({ relay: z.string(), provider: z.string() }),
});

@Controller()
export class LanesController {
  constructor(private readonly lanes: LanesService) {}

  @Handles(listLanes)
  async list(): Promise<{ lanes: LaneView[]; relays: readonly RelayView[] }> {
    return { lanes: await this.lanes.list(), relays: await this.lanes.relays() };
  }

  @Handles(freeLane)
  async free(@Input() { params, actor }: InputOf<typeof freeLane>): Promise<void> {
    await this.lanes.free(params.relay, params.provider, actor);
  }
}
