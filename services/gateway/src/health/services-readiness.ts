import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { SERVICES, type ServiceName } from '@widecast/contracts';
import { CONFIG, Readiness } from '@widecast/service-kit';
import { z } from 'zod';
import type { GatewayConfig } from '../config.ts';
import { urlOf } from '../service-urls.ts';

const PATIENCE = 1900;

const health = z.object({ status: z.enum(['ready', 'degraded', 'not ready']), checks: z.record(z.string(), z.string()) });

/** Shows the services' readiness. One that is away leaves the gateway degraded, not unready: a balancer would take the whole API away. */
@Injectable()
export class ServicesReadiness implements OnModuleInit {
  constructor(private readonly readiness: Readiness, @Inject(CONFIG) private readonly config: GatewayConfig) {}

  onModuleInit(): void {
    for (const service of SERVICES) this.readiness.add(service, () => this.look(service));
  }

  private async look(service: ServiceName): Promise<'ok' | { degraded: string }> {
    const response = await fetch(new URL('/readyz', urlOf(this.config, service)), { signal: AbortSignal.timeout(PATIENCE) }).catch(() => undefined);
    if (response === undefined) return { degraded: 'does not answer' };
    const { status, checks } = health.parse(await response.json());
    if (status === 'ready') return 'ok';
    const reasons = Object.entries(checks).flatMap(([name, text]) => (text === 'ok' ? [] : [`${name}: ${text}`])).join('; ');
    return { degraded: status === 'degraded' ? reasons : `is not ready: ${reasons}` };
  }
}
