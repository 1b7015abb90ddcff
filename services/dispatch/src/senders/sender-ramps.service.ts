import { Injectable } from '@nestjs/common';
import { Database } from '@widecast/database';
import type { SenderRamp } from '../checks/warm-up-findings.ts';
import { SendingPolicyService } from '../policy/sending-policy.service.ts';
import { ThrottlesService, type ThrottleView } from '../throttles/throttles.service.ts';

/** Mail as a warm-up sees it before the launch. */
export interface Prospect {
  readonly domain: string;
  readonly campaignId: string;
  /** The only relay, where there is only one. */
  readonly relay: string | undefined;
}

/** What warm-ups will do to mail that is not there yet. */
@Injectable()
export class SenderRamps {
  constructor(
    private readonly database: Database,
    private readonly throttles: ThrottlesService,
    private readonly policies: SendingPolicyService,
  ) {}

  /** With the one that the first launch will begin, where the domain is new. */
  async of(prospect: Prospect): Promise<{ readonly isNew: boolean; readonly ramps: readonly SenderRamp[] }> {
    const { domain } = prospect;
    const isNew = (await this.database.query('SELECT FROM sender_domains WHERE domain = $1', [domain])).length === 0;
    const throttles = await this.throttles.list();
    const ramps = throttles.filter((each) => mayConcern(each, prospect)).flatMap(rampsOf);
    const { senderWarmUp } = await this.policies.read();
    const hasOwn = throttles.some(({ sender, warmUp }) => sender === domain && warmUp !== null);
    if (!isNew || !senderWarmUp || hasOwn) return { isNew, ramps };
    const warmUp = { ...senderWarmUp, from: new Date().toISOString().slice(0, 10) };
    return { isNew, ramps: [...ramps, { throttle: `Warm-up of ${domain}`, warmUp, reserve: 0, used: 0, waiting: 0 }] };
  }
}

/** Whether it holds for all of this mail, whoever receives it. */
function mayConcern({ provider, domain, relay, campaignId, sender }: ThrottleView, prospect: Prospect): boolean {
  return provider === null && domain === null && (relay === null || relay === prospect.relay) && (campaignId === null || campaignId === prospect.campaignId)
    && (sender === null || sender === prospect.domain);
}

function rampsOf({ name, warmUp, reserve, limits, waiting }: ThrottleView): SenderRamp[] {
  return warmUp ? [{ throttle: name, warmUp, reserve, used: limits.find(({ per }) => per === 'day')?.used ?? 0, waiting }] : [];
}
