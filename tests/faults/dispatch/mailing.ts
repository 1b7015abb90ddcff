import { randomUUID } from 'node:crypto';
import { audienceChunkPrepared, audienceFrozen, replyRequested, type AudienceChunkPrepared, type Recipient } from '@widecast/contracts';
import { between, shuffled, type Random } from '../../demo/src/market/random.ts';
import type { LogWriter } from './log-writer.ts';
import type { Senders } from './senders.ts';

const LARGEST_CHUNK = 100;
const DOUBLED = 0.1;
/** Of an audience, this share is at a domain where both senders may only send so many in a second together. */
const THROTTLED = 0.1;
export const PER_SECOND = 50;
export const THROTTLED_DOMAIN = 'throttled.example';
/** Answers to tickets beside each piece of an audience: they are sent again where in doubt. */
const REPLIES = 10;

interface Campaign {
  readonly id: string;
  readonly chunks: AudienceChunkPrepared[];
  published: number;
}

export interface Sizes {
  readonly campaign: number;
  /** Recipients that are published at a time. */
  readonly piece: number;
}

/** What is to be sent: campaigns whose audiences come piece by piece, and answers to tickets in between. */
export class Mailing {
  readonly campaigns: string[] = [];
  /** All who are to get a campaign's message, by now. */
  readonly recipients: Recipient[] = [];
  readonly askers: string[] = [];
  private current: Campaign | undefined;
  private templateId = '';

  constructor(private readonly senders: Senders, private readonly log: LogWriter, private readonly random: Random, private readonly sizes: Sizes) {}

  async prepare(): Promise<void> {
    const brand = await this.senders.post<{ id: string }>('brands', {
      name: 'Acme', legalName: 'Acme & Sons Ltd', postalAddress: '1 Main Street, Springfield', fromName: 'Acme', fromAddress: 'news@acme.example',
    });
    const template = await this.senders.post<{ id: string }>('templates', {
      name: 'Spring', kind: 'promotion', brandId: brand.id, subject: 'Hello {{ name }}', html: `<p>Hello {{ name }}</p><p>${'All about spring. '.repeat(100)}</p>`,
    });
    this.templateId = template.id;
    await this.senders.post('throttles', { name: 'The narrow lane', domain: THROTTLED_DOMAIN, perSecond: PER_SECOND, reserve: 0 });
  }

  get addresses(): string[] {
    return [...this.recipients.map(({ email }) => email), ...this.askers];
  }

  /** Publishes the next piece; some chunks come twice. */
  async publish(count = this.sizes.piece): Promise<void> {
    this.current = this.current && this.current.published < this.current.chunks.length ? this.current : await this.launch();
    const { chunks, published } = this.current;
    const piece = chunks.slice(published, published + Math.ceil(count / this.chunk));
    this.current.published += piece.length;
    this.recipients.push(...piece.flatMap(({ recipients }) => recipients));
    this.log.publish(audienceChunkPrepared, shuffled(this.random, [...piece, ...piece.filter(() => this.random() < DOUBLED)]));
    this.reply();
  }

  /** Publishes the rest of the audience that has begun. */
  async complete(): Promise<void> {
    if (this.current && this.current.published < this.current.chunks.length) await this.publish(Infinity);
  }

  private get chunk(): number {
    return Math.min(LARGEST_CHUNK, Math.ceil(this.sizes.piece / 2));
  }

  private async launch(): Promise<Campaign> {
    const { chunk, sizes: { campaign: size } } = this;
    const number = this.campaigns.length + 1;
    const { id } = await this.senders.post<{ id: string }>('campaigns', { name: `Spring ${number}`, segmentId: randomUUID(), arms: [{ name: 'only', templateId: this.templateId }] });
    const everybody = Array.from({ length: size }, (_, n): Recipient => ({
      contactId: randomUUID(), version: 1, accountId: null, email: `c${number}.${n}@${this.random() < THROTTLED ? THROTTLED_DOMAIN : 'example.com'}`, fields: { name: `Person ${n}` },
    }));
    const chunks = Array.from({ length: Math.ceil(size / chunk) }, (_, n) => ({ campaignId: id, number: n, recipients: everybody.slice(n * chunk, (n + 1) * chunk) }));
    await this.senders.post(`campaigns/${id}/launch`);
    this.campaigns.push(id);
    this.log.publish(audienceFrozen, [{
      campaignId: id, segmentId: randomUUID(), selected: size, leftOut: { upper_tier: 0, unknown_tier: 0, no_consent: 0, no_address: 0 },
      audience: size, chunks: chunks.length, frozenAt: new Date().toISOString(),
    }]);
    return { id, chunks, published: 0 };
  }

  private reply(): void {
    const replies = Array.from({ length: between(this.random, 1, REPLIES) }, () => {
      const to = `asker${this.askers.length}@example.com`;
      this.askers.push(to);
      return {
        replyId: randomUUID(), ticketId: randomUUID(), contactId: randomUUID(), to, subject: 'Re: Bill', text: 'Here it is.', messageId: `<${to.replace('@', '.')}@support.example>`,
        replyTo: 'support@support.example', inReplyTo: null, references: [], automatic: false,
      };
    });
    this.log.publish(replyRequested, replies);
  }
}
