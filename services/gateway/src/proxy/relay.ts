import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { context, propagation } from '@opentelemetry/api';
import type { ServiceName } from '@widecast/contracts';
import { ACTOR_HEADER, CONFIG, signActor, type Actor } from '@widecast/service-kit';
import type { Request, Response } from 'express';
import type { GatewayConfig } from '../config.ts';
import { urlOf } from '../service-urls.ts';
import { ConnectionWasStale, Exchange } from './exchange.ts';
import { headersOnward } from './headers.ts';
import { tooLarge } from './meter.ts';
import { ShortLivedAgent } from './short-lived.agent.ts';
import { OutcomeUnknown } from './upstream.errors.ts';

export interface Onward {
  readonly service: ServiceName;
  /** With the query. */
  readonly path: string;
  readonly actor: Actor;
  readonly streams: boolean;
}

const REPEATABLE = new Set(['GET', 'HEAD']);

/** Services limit what strangers send by where it comes from. */
const clientOf = ({ socket: { remoteAddress } }: Request): Record<string, string> => (remoteAddress === undefined ? {} : { 'x-widecast-client': remoteAddress });

/** Passes requests on to services, signed with who is acting. */
@Injectable()
export class Relay implements OnApplicationShutdown {
  private readonly agent = new ShortLivedAgent();

  constructor(@Inject(CONFIG) private readonly config: GatewayConfig) {}

  async pass(request: Request, response: Response, { service, path, actor, streams }: Onward): Promise<void> {
    const limit = streams ? Number.POSITIVE_INFINITY : this.config.BODY_LIMIT;
    if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge(limit);
    const destination = {
      service, limit, agent: this.agent, patience: this.config.RELAY_PATIENCE_MS,
      url: new URL(path, urlOf(this.config, service)),
      headers: headersOnward(request.headers, { ...this.headersFor(actor), ...clientOf(request) }),
    };
    const attempt = (): Promise<void> => new Exchange(request, response, destination).run();
    await attempt().catch((error: unknown) => {
      if (error instanceof ConnectionWasStale && REPEATABLE.has(request.method)) return attempt();
      throw error;
    }).catch((error: unknown) => {
      throw error instanceof ConnectionWasStale ? new OutcomeUnknown(service, 'broke the connection') : error;
    });
  }

  /** After the requests under way, which still use it. */
  onApplicationShutdown(): void {
    this.agent.destroy();
  }

  private headersFor(actor: Actor): Record<string, string> {
    const headers: Record<string, string> = { [ACTOR_HEADER]: signActor(actor, this.config.WIDECAST_INTERNAL_SECRET) };
    // The span of this request becomes the parent; without tracing the client's own traceparent passes as it came.
    propagation.inject(context.active(), headers);
    return headers;
  }
}
