import { audienceChunkPrepared, audienceFrozen, type Recipient } from '@widecast/contracts';
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
      const payload = { campaignId, number, recipients: recipientsFrom(number * CHUNK, Math.min((number + 1) * CHUNK, recipients)) };
      return record(audienceChunkPrepared.topic, audienceChunkPrepared.keyOf(payload), payload);
    }));
  }
  await log.close();
}

const record = (topic: string, key: string, payload: object): OutgoingRecord => ({ topic, key, headers: envelopeOf(topic, 'segmentation'), value: JSON.stringify(payload) });

function recipientsFrom(from: number, until: number): Recipient[] {
  return Array.from({ length: until - from }, (_, n) => {
    const { email, name, city } = personAt(from + n + 1);
    return { contactId: uuidv7(), version: 1, accountId: null, email, fields: { name, city } };
  });
}
