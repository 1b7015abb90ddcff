import { Inject, Injectable } from '@nestjs/common';
import type { ServiceName } from '@widecast/contracts';
import { ACTOR_HEADER, CONFIG, signActor, type Actor } from '@widecast/service-kit';
import type { GatewayConfig } from '../config.ts';
import { urlOf } from '../service-urls.ts';

const CHECK = /^\/v1\/campaigns\/([\w-]+)\/check$/;
const PATIENCE = 10_000;

interface Reach {
  readonly selected: number;
  readonly audience: number;
  readonly leftOut: Readonly<Record<string, number>>;
}

/**
 * The look before a launch needs what two services know: dispatch judges a campaign, segmentation counts whom it would reach.
 * Services do not ask each other, so the gateway asks the one and tells the other, in the name of who is acting.
 */
@Injectable()
export class AudienceReach {
  constructor(@Inject(CONFIG) private readonly config: GatewayConfig) {}

  /** The query with which dispatch is asked; undefined where the path is another. What cannot be asked is left out. */
  async queryFor(method: string, path: string, actor: Actor): Promise<string | undefined> {
    const [, id] = CHECK.exec(path) ?? [];
    if (id === undefined || method !== 'GET') return undefined;
    const reach = await this.reachOf(id, actor).catch(() => undefined);
    if (!reach) return '';
    const { selected, audience, leftOut } = reach;
    return new URLSearchParams(Object.entries({ selected, audience, ...leftOut }).map(([name, count]): [string, string] => [name, String(count)])).toString();
  }

  private async reachOf(campaignId: string, actor: Actor): Promise<Reach> {
    const { segmentId } = await this.ask<{ segmentId: string }>('dispatch', `/v1/campaigns/${campaignId}`, actor);
    return await this.ask<Reach>('segmentation', `/v1/segments/${segmentId}/reach`, actor);
  }

  private async ask<Answer>(service: ServiceName, path: string, actor: Actor): Promise<Answer> {
    const headers = { [ACTOR_HEADER]: signActor(actor, this.config.WIDECAST_INTERNAL_SECRET) };
    const response = await fetch(new URL(path, urlOf(this.config, service)), { headers, signal: AbortSignal.timeout(PATIENCE) });
    if (!response.ok) throw new Error(`${service} answered ${response.status}`);
    return (await response.json()) as Answer;
  }
}
