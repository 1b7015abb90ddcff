import { randomUUID } from 'node:crypto';
import {
  bucketOf, chunkByBucket, type BehaviourRecorded, type ContactsChanged, type DeliveriesSettled, type DeliveryState, type SegmentMembersChanged,
} from '@widecast/contracts';
import type { z } from 'zod';
import type { definition } from '../src/definition/definition.ts';

export type GivenDefinition = z.input<typeof definition>;

/** A message, a wait of an hour, a last message; the goal is a purchase. */
export const aDefinition = (changes: Partial<GivenDefinition> = {}): GivenDefinition => ({
  trigger: { entered: randomUUID() },
  steps: [
    { id: 'hello', kind: 'message', templateId: randomUUID() },
    { id: 'pause', kind: 'wait', seconds: 3600 },
    { id: 'last', kind: 'message', templateId: randomUUID() },
  ],
  goal: { behaviour: 'purchased' },
  ...changes,
});

export const contacts = (count: number): string[] => Array.from({ length: count }, () => randomUUID());

interface Members {
  readonly segmentId: string;
  readonly revision: number;
  readonly entered?: readonly string[];
  readonly left?: readonly string[];
}

export function membersChanged({ segmentId, revision, entered = [], left = [] }: Members): SegmentMembersChanged[] {
  const changes = [...entered.map((id) => ({ id, into: true })), ...left.map((id) => ({ id, into: false }))];
  return chunkByBucket(changes, ({ id }) => id).map(({ bucket, items }) => ({
    segmentId, bucket, revision,
    entered: items.filter(({ into }) => into).map(({ id }) => id),
    left: items.filter(({ into }) => !into).map(({ id }) => id),
  }));
}

type Contact = ContactsChanged['contacts'][number];

/** A contact that may be written to, but for the changes. */
export const known = (contactId: string, version: number, changes: Partial<Contact> = {}): ContactsChanged => ({
  bucket: bucketOf(contactId),
  contacts: [{ contactId, version, email: 'a@b.test', accountId: null, tier: 'SMB', massTreatment: true, advertisingConsent: true, ...changes }],
});

export const behaviour = (contactId: string, type: string, occurredAt = new Date()): BehaviourRecorded => ({
  bucket: bucketOf(contactId),
  events: [{ eventId: randomUUID(), contactId, type, occurredAt: occurredAt.toISOString(), value: null }],
});

interface Outcome {
  readonly funnelId: string;
  readonly step: string;
  readonly contactId: string;
  readonly state: DeliveryState;
  readonly version: number;
  readonly reason?: string;
}

export const settled = ({ funnelId, step, contactId, state, version, reason }: Outcome): DeliveriesSettled => ({
  bucket: bucketOf(contactId), source: { kind: 'funnel', id: funnelId, step },
  outcomes: [{ contactId, arm: null, state, reason: reason ?? null, version, at: new Date().toISOString() }],
});

type GivenStep = GivenDefinition['steps'][number];

/** A step that looks whether the contact did something, and names where he goes: [if he did, if not]. */
export const aBranch = (id: string, behaviour: string, [then, other]: readonly [string, string], within?: number): GivenStep =>
  // oxlint-disable-next-line unicorn/no-thenable -- a name, never a function: nothing can await it
  ({ id, kind: 'branch', behaviour, then, else: other, ...(within === undefined ? {} : { within }) });
