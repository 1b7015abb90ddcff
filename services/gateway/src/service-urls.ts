import type { ServiceName } from '@widecast/contracts';
import type { GatewayConfig } from './config.ts';

/** Where a service answers. */
export function urlOf(config: GatewayConfig, service: ServiceName): string {
  const urls: Record<ServiceName, string> = {
    segmentation: config.SEGMENTATION_URL,
    dispatch: config.DISPATCH_URL,
    triage: config.TRIAGE_URL,
    funnels: config.FUNNELS_URL,
    analytics: config.ANALYTICS_URL,
  };
  return urls[service];
}
