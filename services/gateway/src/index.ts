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

/** Makes the first key of a running gateway that has none, and shows it; does nothing where there is one. */
export function makeFirstKey({ app }: RunningService, show: (key: string) => void = showToPerson): Promise<void> {
  return app.get(FirstKey).make(show);
}

const showToPerson = (key: string): void => void process.stdout.write(noticeOf(key));

const noticeOf = (key: string): string =>
  `\nThis is the first API key. It is shown this once and can do everything; keep it:\n\n  ${key}\n\n  export WIDECAST_API_KEY=${key}\n\n`;
