import { serviceConfig } from '@widecast/service-kit';
import { z } from 'zod';

const address = z.url({ protocol: /^https?$/, error: 'must be a URL like http://host:port' });

export const gatewayConfig = serviceConfig.extend({
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  SEGMENTATION_URL: address,
  DISPATCH_URL: address,
  TRIAGE_URL: address,
  FUNNELS_URL: address,
  ANALYTICS_URL: address,
  /** The first key of an automated installation; without it a random one is made and shown once. */
  BOOTSTRAP_API_KEY: z.string().min(32, 'must have at least 32 characters; `openssl rand -base64 32` makes one').optional(),
  /** Largest body in bytes, except where a stream is taken (imports). */
  BODY_LIMIT: z.coerce.number().int().min(1024).default(8 * 1024 * 1024),
  /** How long, in ms, neither side of a relayed request may move a byte. */
  RELAY_PATIENCE_MS: z.coerce.number().int().min(10).default(120_000),
});

export type GatewayConfig = z.infer<typeof gatewayConfig>;
