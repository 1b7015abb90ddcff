export { defineEvent, ownerOf, type AnyContract, type EventContract, type PayloadOf, type Retention } from './event.ts';
export { BUCKETS, bucketOf, chunkByBucket } from './bucket.ts';
export {
  bucket, deliveryState, isUpperTier, leftOutReason, mergeFields, messageSource, moment, recipient, tier,
  type DeliveryState, type LeftOutReason, type MergeFields, type MessageSource, type Recipient, type Tier,
} from './words.ts';
export {
  accountHandOffChanged, audienceChunkPrepared, audienceFrozen, behaviourRecorded, contactsChanged, recipientsResolved, segmentMembersChanged,
  type AccountHandOffChanged, type AudienceChunkPrepared, type AudienceFrozen, type BehaviourRecorded, type ContactsChanged,
  type RecipientsResolved, type SegmentMembersChanged,
} from './segmentation.events.ts';
export {
  campaignLaunched, campaignStateChanged, contactUnsubscribed, deliveriesSettled,
  type CampaignLaunched, type CampaignStateChanged, type ContactUnsubscribed, type DeliveriesSettled,
} from './dispatch.events.ts';
export { contactHoldChanged, replyRequested, ticketOpened, type ContactHoldChanged, type ReplyRequested, type TicketOpened } from './triage.events.ts';
export { contactsAdvanced, messagesRequested, type ContactsAdvanced, type MessagesRequested } from './funnels.events.ts';
export { deadLettersOf } from './dead-letters.events.ts';
export { CONTRACTS, SERVICES, type ServiceName } from './catalogue.ts';
