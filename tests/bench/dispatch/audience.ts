import { randomInt } from 'node:crypto';
import { audienceChunkPrepared, audienceFrozen, BUCKETS, type Recipient } from '@widecast/contracts';
import { envelopeOf, PostgresEventLog, uuidv7, type OutgoingRecord } from '@widecast/messaging';
import { personAt } from './mail.ts';

/** As many as segmentation puts into one. */
const CHUNK = 500;
const AT_A_TIME = 4;

/** Answers a launch as segmentation does: the frozen count, then numbered chunks, as fast as the log takes them. */
export async function freezeAudience(url: string, campaignId: string, recipients: number): Promise<void> {
  const log = await PostgresEventLog.open({ url });
  const chunks = Math.ceil(recipients / CHUNK);
  const leftOut = { upper_tier: 0, unknown_tier: 0, no_consent: 0, no_address: 0 };
  const frozen = { campaignId, segmentId: campaignId, selected: recipients, leftOut, audience: recipients, chunks, frozenAt: new Date().toISOString() };
  await log.append([record(audienceFrozen.topic, campaignId, frozen)]);
  for (let chunk = 0; chunk < chunks; chunk += AT_A_TIME) {
    const numbers = Array.from({ length: Math.min(AT_A_TIME, chunks - chunk) }, (_, n) => chunk + n);
    await log.append(numbers.map((number) => {
      const payload = { campaignId, number, recipients: recipientsOf(number, recipients) };
      return record(audienceChunkPrepared.topic, audienceChunkPrepared.keyOf(payload), payload);
    }));
  }
  await log.close();
}

const record = (topic: string, key: string, payload: object): OutgoingRecord => ({ topic, key, headers: envelopeOf(topic, 'segmentation'), value: JSON.stringify(payload) });

/** Of one bucket, between two ids that no other chunk of this bucket comes between. */
function recipientsOf(chunk: number, recipients: number): Recipient[] {
  const first = chunk * CHUNK;
  return Array.from({ length: Math.min(CHUNK, recipients - first) }, uuidIn(chunk % BUCKETS)).toSorted().map((contactId, n) => {
    const { email, name, city } = personAt(first + n + 1);
    return { contactId, version: 1, accountId: null, email, fields: { name, city } };
  });
}

const uuidIn = (bucket: number) => (): string => uuidv7().slice(0, -2) + (bucket + BUCKETS * randomInt(256 / BUCKETS)).toString(16).padStart(2, '0');
