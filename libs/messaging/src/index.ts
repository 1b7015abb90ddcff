export {
  GroupHasMembers, TopicKindChanged, type Deliver, type EventLog, type Lag, type LogRecord, type Member, type OutgoingRecord, type Progress, type RecordBatch,
  type Relay, type Subscription, type TopicSpec,
} from './log/event-log.ts';
export { unpack } from './log/packed.ts';
export { envelopeOf, uuidv7, type Envelope } from './log/envelope.ts';
export { ContractViolation, Retryable, type Issue } from './errors.ts';
export { Outbox } from './outbox/outbox.ts';
export { oldestWritingTransaction } from './outbox/oldest-transaction.ts';
export { firstSeen, pruneInbox } from './outbox/inbox.ts';
export { type DeadLetter, type DeadLetterReason } from './delivery/dead-letters.ts';
export { type EventHandler } from './delivery/event-handler.ts';
export { DEFAULT_RETRY, type Failure, type RetryPolicy } from './delivery/failure.ts';
export { GroupConsumer, NoSuchDeadLetter, type GroupConsumerParts } from './delivery/group-consumer.ts';
export { type DeliveryObserver } from './delivery/observer.ts';
export { type ReceivedEvent } from './delivery/received-event.ts';
export { type Resolution, type StoppedPartition } from './delivery/stopped-partitions.ts';
export { CreateMessaging1764000000000 } from './persistence/1764000000000-create-messaging.ts';
export { PostgresEventLog, type PostgresEventLogSettings } from './postgres/postgres.event-log.ts';
export { openKafkaEventLog, type KafkaEventLogSettings } from './kafka/open-kafka.event-log.ts';
export { EventLogStrategy } from './nest/event-log.strategy.ts';
export { OnEvent, type OnEventOptions } from './nest/on-event.decorator.ts';
