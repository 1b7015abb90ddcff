import { createHash } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { CONFIG } from '@widecast/service-kit';
import type { DispatchConfig } from '../config.ts';
import type { Lane } from '../lanes/lane.ts';
import type { Claim, ClaimedDelivery } from '../ledger/delivery.ts';
import type { Compose } from '../messages/outgoing-message.ts';
import { Unfit } from '../messages/unfit.ts';
import type { Channel } from './channel.entity.ts';
import { ChannelsService } from './channels.service.ts';
import { WebhookLane, type WebhookMessage } from './webhook.lane.ts';

/** How a claim of a channel is sent: its lane, and what makes its messages out of those that mail would carry. */
export interface ChannelRoute {
  readonly lane: Lane;
  readonly wrap: (compose: Compose) => Compose;
}

interface Opened {
  readonly channel: Channel;
  readonly lane: Lane;
}

/** The lanes of channels; a channel never changes, so each is made once. */
@Injectable()
export class ChannelLanes {
  private readonly logger = new Logger('channels');
  private readonly routes = new Map<string, Promise<Opened>>();

  constructor(
    private readonly channels: ChannelsService,
    @Inject(CONFIG) private readonly config: DispatchConfig,
  ) {}

  /** Undefined where it goes by mail. */
  async of(claim: Claim): Promise<ChannelRoute | undefined> {
    const { channelId } = claim;
    if (channelId === null) return undefined;
    const { lane, channel } = await (this.routes.get(channelId) ?? this.open(channelId));
    return { lane, wrap: (compose) => async (delivery) => await messageFor(channel, { claim, compose, delivery }) };
  }

  private open(channelId: string): Promise<Opened> {
    const route = this.routeTo(channelId);
    this.routes.set(channelId, route);
    route.catch(() => this.routes.delete(channelId));
    return route;
  }

  private async routeTo(channelId: string): Promise<Opened> {
    const channel = await this.channels.whole(channelId);
    if (!channel) throw new Error(`There is no channel ${channelId}`);
    // One after the other, or an old fault might overtake its end.
    let noted = Promise.resolve();
    const noteFault = (why: string | null): void => {
      noted = noted.then(() => this.channels.noteFault(channelId, why)).catch((error: unknown) => this.logger.warn({ msg: 'the fault of a channel could not be noted', error }));
    };
    const lane = new WebhookLane({
      url: channel.url, secret: channel.secret, connections: this.config.WEBHOOK_CONNECTIONS, timeout: this.config.WEBHOOK_TIMEOUT_MS, reach: this.config.WEBHOOK_REACH,
      hasFault: channel.fault !== null, noteFault,
    });
    return { lane, channel };
  }
}

interface Making {
  readonly claim: Claim;
  readonly compose: Compose;
  readonly delivery: ClaimedDelivery;
}

async function messageFor({ addressField }: Channel, { claim: { sourceId, kind }, compose, delivery }: Making): Promise<WebhookMessage> {
  const address = delivery.fields[addressField];
  const to = typeof address === 'string' || typeof address === 'number' ? String(address).trim() : '';
  if (to === '') throw new Unfit('no_channel_address');
  const message = await compose(delivery);
  message.release?.();
  const { from, subject, text } = message;
  const { step, contactId } = delivery;
  const id = createHash('sha256').update(`${sourceId}/${step}/${contactId}`).digest('base64url').slice(0, 32);
  const body = { id, to, from, subject, text, source: { kind, id: sourceId, step }, contactId };
  return { id, from, to, subject, text, html: null, raw: Buffer.from(JSON.stringify(body)) };
}
