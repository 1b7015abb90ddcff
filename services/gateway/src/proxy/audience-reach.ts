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
  readonly lacking?: Readonly<Record<string, number>>;
  readonly beyondAscii?: number;
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
    if (reach === 'no such segment') return 'segment=absent';
    const { selected, audience, leftOut, lacking = {}, beyondAscii = 0 } = reach;
    return queryOf({ selected, audience, ...leftOut, ...(Object.keys(lacking).length > 0 ? { lacking: queryOf(lacking) } : {}), ...(beyondAscii > 0 ? { beyondAscii } : {}) });
  }

  private async reachOf(campaignId: string, actor: Actor): Promise<Reach | 'no such segment'> {
    const campaign = await this.ask('dispatch', `/v1/campaigns/${campaignId}/merge-fields`, actor);
    const { segmentId, fields } = (await answerIn(campaign)) as { segmentId: string; fields: readonly string[] };
    const reach = await this.ask('segmentation', `/v1/segments/${segmentId}/reach?${queryOf({ fields: fields.join() })}`, actor);
    return reach.status === 404 ? 'no such segment' : ((await answerIn(reach)) as Reach);
  }

  private async ask(service: ServiceName, path: string, actor: Actor): Promise<Response> {
    const headers = { [ACTOR_HEADER]: signActor(actor, this.config.WIDECAST_INTERNAL_SECRET) };
    return await fetch(new URL(path, urlOf(this.config, service)), { headers, signal: AbortSignal.timeout(PATIENCE) });
  }
}

const queryOf = (values: Readonly<Record<string, string | number>>): string => new URLSearchParams(Object.entries(values).map(([name, value]): [string, string] => [name, String(value)])).toString();

async function answerIn(response: Response): Promise<unknown> {
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}`);
  return await response.json();
}
