import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Database, isUniqueViolation } from '@widecast/database';
import { uuidv7 } from '@widecast/messaging';
import { CONFIG, Conflict, Invalid, NotFound, observedGauge, type Actor } from '@widecast/service-kit';
import { defectOfWebhook, newWebhookSecret } from '@widecast/webhooks';
import type { DispatchConfig } from '../config.ts';
import { Channel } from './channel.entity.ts';

export type NewChannel = Pick<Channel, 'name' | 'url' | 'addressField'>;

const SECONDS = { name: 'widecast_channel_fault_seconds', help: 'For how long a channel cannot be used by now.', labels: ['service', 'channel'] as const };

@Injectable()
export class ChannelsService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('channels');
  private forget: () => void = () => {};

  constructor(
    private readonly database: Database,
    @Inject(CONFIG) private readonly config: DispatchConfig,
  ) {}

  onApplicationBootstrap(): void {
    this.forget = observedGauge(SECONDS, async (gauge) => {
      for (const { id, faultAt } of await this.list()) if (faultAt) gauge.set({ service: 'dispatch', channel: id }, (Date.now() - faultAt.getTime()) / 1000);
    });
  }

  onModuleDestroy(): void {
    this.forget();
  }

  /** Gives its secret this once. Throws {@link Invalid} where the address may not be called, and {@link Conflict}. */
  async create(channel: NewChannel, actor: Actor): Promise<Channel> {
    this.demandReachable(channel.url);
    const [id, secret] = [uuidv7(), newWebhookSecret()];
    await this.repository.insert({ ...channel, id, secret }).catch((error: unknown) => {
      if (isUniqueViolation(error, 'channels_name')) throw new Conflict(`There is a channel "${channel.name}" already; choose another name`);
      throw error;
    });
    this.logger.log({ msg: 'a channel was made', audit: true, channelId: id, actor: actor.id });
    return Object.assign(await this.get(id), { secret });
  }

  list(): Promise<Channel[]> {
    return this.repository.find({ order: { id: 'ASC' }, take: 1000 });
  }

  /** Without its secret. Throws {@link NotFound}. */
  async get(id: string): Promise<Channel> {
    const channel = await this.repository.findOneBy({ id });
    if (!channel) throw new NotFound('channel', id);
    return channel;
  }

  /** Throws {@link NotFound}, and {@link Conflict} where a campaign has it. */
  async remove(id: string, actor: Actor): Promise<void> {
    const channel = await this.get(id);
    const [campaign] = await this.database.query<{ name: string }>('SELECT name FROM campaigns WHERE channel_id = $1 LIMIT 1', [id]);
    if (campaign) throw new Conflict(`The campaign "${campaign.name}" has the channel "${channel.name}", so it stays`);
    await this.repository.delete({ id });
    this.logger.log({ msg: 'a channel was removed', audit: true, channelId: id, actor: actor.id });
  }

  /** With its secret. */
  async whole(id: string): Promise<Channel | null> {
    return await this.repository.findOne({ where: { id }, select: { id: true, name: true, url: true, secret: true, addressField: true, fault: true } });
  }

  /** The first fault counts until there is none. */
  async noteFault(id: string, why: string | null): Promise<void> {
    await this.database.query('UPDATE channels SET fault = $2, fault_at = CASE WHEN $2::text IS NULL THEN NULL ELSE coalesce(fault_at, now()) END WHERE id = $1', [id, why]);
  }

  private demandReachable(url: string): void {
    const message = defectOfWebhook(url, this.config.WEBHOOK_REACH);
    if (message !== undefined) throw new Invalid('The address of the webhook cannot be used', [{ field: 'body.url', message }]);
  }

  private get repository(): ReturnType<typeof this.database.dataSource.getRepository<Channel>> {
    return this.database.dataSource.getRepository(Channel);
  }
}
