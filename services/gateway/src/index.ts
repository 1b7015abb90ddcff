import type { RunningService, ServiceDefinition } from '@widecast/service-kit';
import { GatewayModule } from './app.module.ts';
import { gatewayConfig, type GatewayConfig } from './config.ts';
import { ApiKey } from './keys/api-key.entity.ts';
import { FirstKey } from './keys/first-key.ts';
import { pageHeaders } from './pages/page-headers.ts';
import { CreateApiKeys1764100000000 } from './persistence/migrations/1764100000000-create-api-keys.ts';
import { Edge } from './proxy/edge.ts';

export const gateway: ServiceDefinition<GatewayConfig> = {
  name: 'gateway',
  config: gatewayConfig,
  module: () => GatewayModule,
  entities: [ApiKey],
  migrations: [CreateApiKeys1764100000000],
  prepare: (app) => {
    const edge = app.get(Edge);
    app.use(pageHeaders);
    app.use(edge.admit.bind(edge));
  },
};

/** The key that a running gateway made at this start because there was none; the first call gives it, later ones nothing. */
export function takeFirstKey({ app }: RunningService): string | undefined {
  return app.get(FirstKey).take();
}

/** What a main program tells a person about the first key. */
export const firstKeyNotice = (key: string): string =>
  `\nThis is the first API key. It is shown this once and can do everything; keep it:\n\n  ${key}\n\n  export WIDECAST_API_KEY=${key}\n\n`;
