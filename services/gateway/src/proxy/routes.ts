import { SERVICES, type ServiceName } from '@widecast/contracts';

/** Who owns what below /v1. */
const OWNERS: Readonly<Record<string, ServiceName>> = {
  imports: 'segmentation', contacts: 'segmentation', accounts: 'segmentation', tiers: 'segmentation', behaviour: 'segmentation', attributes: 'segmentation', 'consent-requests': 'segmentation', segments: 'segmentation', audiences: 'segmentation',
  'hand-offs': 'segmentation', 'tier-policies': 'segmentation', duplicates: 'segmentation', erasures: 'segmentation', 'erased-addresses': 'segmentation',
  brands: 'dispatch', templates: 'dispatch', 'template-samples': 'dispatch', campaigns: 'dispatch', suppressions: 'dispatch', mailbox: 'dispatch',
  messages: 'dispatch', 'sending-policy': 'dispatch', channels: 'dispatch',
  throttles: 'dispatch', lanes: 'dispatch', providers: 'dispatch', 'dkim-keys': 'dispatch',
  tickets: 'triage', holds: 'triage', sla: 'triage', routing: 'triage', macros: 'triage', 'intent-models': 'triage', signals: 'triage', ratings: 'triage',
  funnels: 'funnels',
  reports: 'analytics',
};

/** Below /v1 without a key: what is sent there says itself who it is, or needs not. */
const PUBLIC: Readonly<Record<string, ServiceName>> = { 'bot-messages': 'triage', 'ticket-form': 'triage' };

/** Bodies of any size are streamed through to these. */
const STREAMS = new Set(['imports']);

/** Answered by the gateway itself, which asks all services for it. */
const PERSONAL_DATA = /^\/v1\/contacts\/[\w-]+\/personal-data$/;
/** In messages: the way out, links, images. */
const DISPATCH_LINKS = /^\/[uco]\//;

const OPERATIONS = /^\/v1\/services\/([^/]+)(\/(?:dead-letters|stopped-partitions|rewind)(?:\/.*)?)$/;

export type Route =
  | { readonly kind: 'own' }
  | { readonly kind: 'public'; readonly service: ServiceName; readonly path: string }
  | { readonly kind: 'service'; readonly service: ServiceName; readonly path: string; readonly streams: boolean };

/** Where a path belongs; undefined below /v1 is nowhere. The path is compared as it was sent, undecoded. */
export function routeOf(path: string): Route | undefined {
  if (DISPATCH_LINKS.test(path)) return { kind: 'public', service: 'dispatch', path };
  if (path.startsWith('/consent/')) return { kind: 'public', service: 'segmentation', path };
  if (path.startsWith('/rating/')) return { kind: 'public', service: 'triage', path };
  const [, version, first = ''] = path.split('/');
  if (version !== 'v1') return undefined;
  if (first === 'keys' || PERSONAL_DATA.test(path)) return { kind: 'own' };
  if (Object.hasOwn(PUBLIC, first) && PUBLIC[first]) return { kind: 'public', service: PUBLIC[first], path };
  const service = Object.hasOwn(OWNERS, first) ? OWNERS[first] : undefined;
  if (service) return { kind: 'service', service, path, streams: STREAMS.has(first) };
  return operationsOf(path);
}

function operationsOf(path: string): Route | undefined {
  const [, name, rest = ''] = OPERATIONS.exec(path) ?? [];
  const service = SERVICES.find((known) => known === name);
  return service && { kind: 'service', service, path: `/v1${rest}`, streams: false };
}
