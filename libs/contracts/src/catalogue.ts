import { deadLettersOf } from './dead-letters.events.ts';
import { audienceChunksRequested, campaignLaunched, campaignStateChanged, contactUnsubscribed, deliveriesAssigned, deliveriesSettled, recipientRequested, responsesObserved, suppressionsChanged } from './dispatch.events.ts';
import { contactErasedBy, contactErasureRequested } from './erasure.events.ts';
import type { AnyContract } from './event.ts';
import { contactsAdvanced, funnelStateChanged, messagesRequested, segmentMembersRequested } from './funnels.events.ts';
import {
  accountHandOffChanged, audienceChunkPrepared, audienceFrozen, audienceRefused, behaviourRecorded, consentMessageRequested, contactsChanged, recipientsResolved, segmentMembersChanged,
  segmentMembersListed,
} from './segmentation.events.ts';
import { contactHoldChanged, replyRequested, ticketChanged, ticketOpened, ticketPromiseAlerted } from './triage.events.ts';

/** The services that take part in the event log. */
export const SERVICES = ['segmentation', 'dispatch', 'triage', 'funnels', 'analytics'] as const;
export type ServiceName = (typeof SERVICES)[number];

/** Those that confirm the erasure of a person; segmentation asks for it. */
export const ERASING_SERVICES = ['dispatch', 'triage', 'funnels', 'analytics'] as const;

/** Every event there is. */
export const CONTRACTS: readonly AnyContract[] = [
  contactsChanged, segmentMembersChanged, segmentMembersListed, audienceFrozen, audienceRefused, audienceChunkPrepared, recipientsResolved, behaviourRecorded, accountHandOffChanged,
  consentMessageRequested,
  campaignLaunched, audienceChunksRequested, campaignStateChanged, deliveriesAssigned, deliveriesSettled, contactUnsubscribed, recipientRequested, responsesObserved, suppressionsChanged,
  ticketOpened, ticketChanged, contactHoldChanged, replyRequested, ticketPromiseAlerted,
  funnelStateChanged, messagesRequested, contactsAdvanced, segmentMembersRequested,
  contactErasureRequested, ...ERASING_SERVICES.map(contactErasedBy),
  ...SERVICES.map(deadLettersOf),
];
