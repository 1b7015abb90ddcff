import { z } from 'zod';

/**
 * How long a topic keeps its records: facts for some days (short where personal data is inside), or state, of which the
 * newest record of every key is kept for ever (compaction) so that projections can be rebuilt from it.
 */
export type Retention = { readonly kind: 'facts'; readonly days: number } | { readonly kind: 'state' };

/** One event type: the topic it travels on, how its records are keyed and kept, and the schema of its payload. */
export interface EventContract<Schema extends z.ZodType = z.ZodType> {
  /** `<owner-service>.<event>.v<n>`; the version changes only when the contract breaks. */
  readonly topic: string;
  readonly retention: Retention;
  readonly schema: Schema;
  /** The id whose order matters: records of one key are delivered in the order in which they were committed. */
  readonly keyOf: (payload: z.infer<Schema>) => string;
}

export type PayloadOf<Contract extends EventContract> = z.infer<Contract['schema']>;

/** Any contract, where the type of its payload does not matter. */
export type AnyContract = Omit<EventContract, 'keyOf'> & { readonly keyOf: (payload: never) => string };

const TOPIC = /^[a-z]+\.[a-z-]+\.v[1-9]\d*$/;

export function defineEvent<Schema extends z.ZodType>(contract: EventContract<Schema>): EventContract<Schema> {
  if (!TOPIC.test(contract.topic)) throw new Error(`Topic "${contract.topic}" is not <service>.<event>.v<n>`);
  return contract;
}

/** The service that owns a topic, the only one that publishes on it. */
export function ownerOf(topic: string): string {
  return topic.slice(0, topic.indexOf('.'));
}
