export { execute } from './database/execute.ts';
export { createTestDatabase, type TestDatabase } from './database/test-database.ts';
export { rowsRead } from './database/rows-read.ts';
export { provideDatabase, type ProvidedDatabase } from './database/provide-database.ts';
export { findFreePort } from './free-port.ts';
export { ImapServer, type ImapServerOptions } from './imap/imap-server.ts';
export { KafkaBroker } from './kafka/kafka-broker.ts';
export { answersKafka } from './kafka/probe.ts';
export { provideKafka, startKafkaProcess, type KafkaProvision, type ProvidedKafka } from './kafka/provide-kafka.ts';
export { refuseIfRequired, isRequired, RequirementMissing, type Requirement } from './requirements.ts';
export { type SmtpEnvelope, type SmtpMessage } from './smtp/message-store.ts';
export {
  acceptAll,
  reactAt,
  reactToRecipient,
  type SmtpMoment,
  type SmtpReaction,
  type SmtpScript,
  type SmtpStage,
} from './smtp/script.ts';
export { startSmtpSink, type SmtpSink, type SmtpSinkOptions } from './smtp/smtp-sink.ts';
export { SOURCE_FLAGS } from './source-flags.ts';
export { waitUntil, type Patience } from './wait-until.ts';
export { withinOneDay } from './within-one-day.ts';
export { startTestService, type Answer, type CallOptions, type TestService, type TestServiceOptions } from './service/start-test-service.ts';
export { tellNotRun } from './not-run.ts';
