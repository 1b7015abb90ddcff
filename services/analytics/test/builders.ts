import { randomUUID } from 'node:crypto';
import {
  bucketOf, chunkByBucket, type AccountHandOffChanged, type AudienceFrozen, type BehaviourRecorded, type CampaignLaunched, type DeliveriesSettled,
  type DeliveriesAssigned, type DeliveryState, type TicketChanged, type TicketOpened,
} from '@widecast/contracts';

export const LAUNCH = '2026-03-01T10:00:00.000Z';

/** A moment so many days after the launch. */
export const after = (days: number): string => new Date(Date.parse(LAUNCH) + days * 86_400_000).toISOString();

export const aLaunch = (changes: Partial<CampaignLaunched> = {}): CampaignLaunched => ({
  campaignId: randomUUID(), name: 'Spring', segmentId: randomUUID(), launchedAt: LAUNCH, fields: [],
  arms: [
    { name: 'mens', holdOut: false, costPerMessage: 0.01 },
    { name: 'womens', holdOut: false, costPerMessage: 0.02 },
    { name: 'none', holdOut: true, costPerMessage: 0 },
  ],
  ...changes,
});

export const NOBODY = { upper_tier: 0, unknown_tier: 0, no_consent: 0, no_address: 0 };

export const aFreeze = (changes: Partial<AudienceFrozen> = {}): AudienceFrozen => ({
  campaignId: randomUUID(), segmentId: randomUUID(), selected: 10, leftOut: NOBODY, audience: 10, chunks: 1, frozenAt: LAUNCH, ...changes,
});

export interface Settled {
  readonly contactId: string;
  readonly arm?: string | null;
  readonly state: DeliveryState;
  readonly version?: number;
}

export function settled(source: { kind: 'campaign' | 'funnel'; id: string; step?: string }, outcomes: readonly Settled[], size = 500): DeliveriesSettled[] {
  const full = outcomes.map(({ contactId, arm = null, state, version = 1 }) => ({ contactId, arm, state, version, reason: null, at: LAUNCH }));
  return chunkByBucket(full, ({ contactId }) => contactId, size).map(({ bucket, items }) => ({
    bucket, source: { kind: source.kind, id: source.id, step: source.step ?? '' }, outcomes: items,
  }));
}

export function assigned(campaignId: string, arms: Readonly<Record<string, readonly string[]>>): DeliveriesAssigned[] {
  const assignments = Object.entries(arms).flatMap(([arm, ids]) => ids.map((contactId) => ({ contactId, arm })));
  return chunkByBucket(assignments, ({ contactId }) => contactId).map(({ bucket, items }) => ({
    bucket, source: { kind: 'campaign', id: campaignId, step: '' }, assignments: items,
  }));
}

export type Deed = BehaviourRecorded['events'][number];

export const aDeed = (changes: Partial<Deed> = {}): Deed => ({
  eventId: randomUUID(), contactId: randomUUID(), type: 'visited', occurredAt: after(1), value: null, ...changes,
});

/** Each event in a record of its own, in the given order. */
export const behaviour = (events: readonly Deed[]): BehaviourRecorded[] =>
  events.map((event) => ({ bucket: bucketOf(event.contactId), events: [event] }));

export const contacts = (count: number): string[] => Array.from({ length: count }, () => randomUUID());

export const aTicket = (changes: Partial<TicketOpened> = {}): TicketOpened => ({
  ticketId: randomUUID(), contactId: null, channel: 'mail', language: 'en', intent: 'question', urgency: 'normal', complaint: false, queue: 'general', at: LAUNCH,
  ...changes,
});

export const aChange = ({ channel: _channel, ...ticket }: TicketOpened, changes: Partial<TicketChanged>): TicketChanged => ({
  ...ticket, version: 2, state: 'open', ...changes,
});

export const aHandOff = (changes: Partial<AccountHandOffChanged> = {}): AccountHandOffChanged => ({
  accountId: randomUUID(), version: 1, handedOff: true, tier: 'ENTERPRISE', confidence: 0.9, contacts: 1, at: LAUNCH, ...changes,
});
