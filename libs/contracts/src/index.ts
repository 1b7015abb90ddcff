export { defineEvent, ownerOf, type AnyContract, type EventContract, type PayloadOf, type Retention } from './event.ts';
export { BUCKETS, bucketOf, chunkByBucket } from './bucket.ts';
export {
  bucket, consentPurpose, deliveryState, isUpperTier, leftOutReason, marketPlace, mergeFields, messageSource, moment, recipient, tier, tierObstacle, trackingConsent,
  type ConsentPurpose, type DeliveryState, type LeftOutReason, type MergeFields, type MessageSource, type Recipient, type Tier,
} from './words.ts';
export {
  accountHandOffChanged, audienceChunkPrepared, audienceFrozen, audienceRefused, behaviourRecorded, consentMessageRequested, contactsChanged, recipientsResolved,
  segmentMembersChanged, segmentMembersListed, type SegmentMembersListed, type ConsentMessageRequested, type AccountHandOffChanged, type AudienceChunkPrepared, type AudienceFrozen, type AudienceRefused, type BehaviourRecorded, type ContactsChanged,
  type RecipientsResolved, type SegmentMembersChanged,
} from './segmentation.events.ts';
export {
  audienceChunksRequested, campaignLaunched, campaignStateChanged, contactUnsubscribed, deliveriesAssigned, deliveriesSettled, recipientRequested, responsesObserved,
  type AudienceChunksRequested, type CampaignLaunched, type CampaignStateChanged, type ContactUnsubscribed, type DeliveriesAssigned, type DeliveriesSettled, type ResponsesObserved,
  type RecipientRequested,
  suppressionsChanged, type SuppressionsChanged,
} from './dispatch.events.ts';
export {
  contactHoldChanged, replyRequested, ticketChanged, ticketOpened, type ContactHoldChanged, type ReplyRequested, type TicketChanged, type TicketOpened,
  ticketPromiseAlerted, type TicketPromiseAlerted,
} from './triage.events.ts';
export {
  contactsAdvanced, funnelStateChanged, messagesRequested, segmentMembersRequested, type ContactsAdvanced, type FunnelStateChanged, type MessagesRequested,
} from './funnels.events.ts';
export { contactErasedBy, contactErasureRequested, type ContactErased, type ContactErasureRequested } from './erasure.events.ts';
export { deadLettersOf } from './dead-letters.events.ts';
export { CONTRACTS, ERASING_SERVICES, SERVICES, type ServiceName } from './catalogue.ts';
