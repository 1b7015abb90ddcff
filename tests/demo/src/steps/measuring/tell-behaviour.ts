import type { BehaviourAnswer } from '../../client/answers.ts';
import type { Demo } from '../../demo.ts';
import type { Deed } from '../../market/deeds.ts';
import { streamOf } from '../../market/random.ts';

const BATCH = 2_000;
const BATCHES_AT_A_TIME = 2;
const TIMES = 7;

/** Sends deeds through the API, as of random moments between `since` and now. Gives what was new and what was known. */
export async function tellBehaviour({ api, seed }: Demo, deeds: readonly Deed[], since: Date): Promise<BehaviourAnswer> {
  const span = Date.now() - since.getTime();
  const batches: (readonly Deed[])[] = [];
  for (let from = 0; from < deeds.length; from += BATCH) batches.push(deeds.slice(from, from + BATCH));
  const send = async (batch: readonly Deed[]): Promise<BehaviourAnswer> => {
    const events = batch.map(({ eventId, customer, type, value }) => {
      const occurredAt = new Date(since.getTime() + Math.floor(streamOf(seed + TIMES, customer.number)() * span)).toISOString();
      return { eventId, contact: { email: customer.email }, type, occurredAt, ...(value === null ? {} : { value }) };
    });
    return api.post<BehaviourAnswer>('behaviour', { events });
  };
  const answers: BehaviourAnswer[] = [];
  const work = async (): Promise<void> => {
    for (let batch = batches.shift(); batch; batch = batches.shift()) answers.push(await send(batch));
  };
  await Promise.all(Array.from({ length: BATCHES_AT_A_TIME }, work));
  return {
    accepted: answers.reduce((sum, { accepted }) => sum + accepted, 0),
    duplicates: answers.reduce((sum, { duplicates }) => sum + duplicates, 0),
    rejected: answers.flatMap(({ rejected }) => rejected),
  };
}
