import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { chunkByBucket, responsesObserved, type ResponsesObserved } from '@widecast/contracts';
import { envelopeOf, PostgresEventLog } from '@widecast/messaging';

type Response = ResponsesObserved['responses'][number];

/** Dispatch gathers them for so long, in ms, and writes so many at once. */
const MOMENT = 1000;
const MOST = 2000;
/** One in so many is a click, the others are opens. */
const CLICKS = 4;

export interface BlastSettings {
  readonly url: string;
  /** Responses a second. */
  readonly rate: number;
  /** Whose they are, each once. */
  readonly contactIds: readonly string[];
  /** Of which campaign. */
  readonly campaignId: string;
}

/** Opens and clicks of people, written into the event log once a second as dispatch does. */
export class Blast {
  private readonly over = new AbortController();
  private sent = 0;
  private readonly running: Promise<void>;

  constructor(private readonly settings: BlastSettings) {
    this.running = this.run();
    // Whoever stops the blast is told.
    this.running.catch(() => undefined);
  }

  /** Gives how many were sent. */
  async stop(): Promise<number> {
    this.over.abort();
    await this.running;
    return this.sent;
  }

  private async run(): Promise<void> {
    const log = await PostgresEventLog.open({ url: this.settings.url });
    const begun = performance.now();
    for (let second = 1; !this.over.signal.aborted; second += 1) {
      const moment = this.settings.contactIds.slice(this.sent, this.sent + this.settings.rate);
      if (moment.length < this.settings.rate) throw new Error('The campaign took longer than there are contacts who respond: let --contacts be larger or --recipients smaller');
      for (let at = 0; at < moment.length; at += MOST) await this.append(log, moment.slice(at, at + MOST));
      this.sent += moment.length;
      await delay(Math.max(0, begun + second * MOMENT - performance.now()), undefined, { signal: this.over.signal }).catch(() => undefined);
    }
    await log.close();
  }

  private async append(log: PostgresEventLog, contactIds: readonly string[]): Promise<void> {
    const chunks = chunkByBucket(contactIds.map((contactId, n) => this.responseOf(contactId, n)), ({ contactId }) => contactId);
    await log.append(chunks.map(({ bucket, items }) => {
      const payload = { bucket, responses: items };
      return { topic: responsesObserved.topic, key: responsesObserved.keyOf(payload), headers: envelopeOf(responsesObserved.topic, 'dispatch'), value: JSON.stringify(payload) };
    }));
  }

  private responseOf(contactId: string, n: number): Response {
    const kind = n % CLICKS === 0 ? 'clicked' : 'opened';
    return {
      responseId: randomUUID(), contactId, source: { kind: 'campaign', id: this.settings.campaignId, step: '' }, kind, by: 'person',
      destination: kind === 'clicked' ? 'https://shop.test/a' : null, at: new Date().toISOString(),
    };
  }
}
