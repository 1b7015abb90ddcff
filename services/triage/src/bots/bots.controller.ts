import { Controller, Inject, Logger } from '@nestjs/common';
import { CONFIG, Handles, Input, Invalid, type InputOf } from '@widecast/service-kit';
import { defectOfWebhook } from '@widecast/webhooks';
import type { TriageConfig } from '../config.ts';
import { OwnershipService } from '../ownership/ownership.service.ts';
import { BotLetters, type BotLetter } from './bot-letters.ts';
import { addBot, listBotCalls, listBots, removeBot, replayBotCalls } from './bots.endpoints.ts';
import { Bots, type Bot } from './bots.repository.ts';

@Controller()
export class BotsController {
  private readonly logger = new Logger('bots');

  constructor(
    private readonly bots: Bots,
    private readonly letters: BotLetters,
    private readonly ownership: OwnershipService,
    @Inject(CONFIG) private readonly config: TriageConfig,
  ) {}

  @Handles(addBot)
  async add(@Input() { body, actor }: InputOf<typeof addBot>): Promise<Bot> {
    const defect = body.url === null ? undefined : defectOfWebhook(body.url, this.config.WEBHOOK_REACH);
    if (defect) throw new Invalid('The address of the bot cannot be used', [{ field: 'body.url', message: defect }]);
    const bot = await this.bots.add(body);
    this.logger.log({ msg: 'a bot was added', botId: bot.id, actor: actor.id, audit: true });
    return bot;
  }

  @Handles(listBots)
  async list(): Promise<{ bots: Bot[] }> {
    return { bots: await this.bots.list() };
  }

  @Handles(removeBot)
  async remove(@Input() { params, actor }: InputOf<typeof removeBot>): Promise<void> {
    await this.bots.show(params.id);
    await this.ownership.takeAllFrom(params.id);
    await this.bots.remove(params.id);
    this.logger.log({ msg: 'a bot was removed', botId: params.id, actor: actor.id, audit: true });
  }

  @Handles(listBotCalls)
  async calls(@Input() { query }: InputOf<typeof listBotCalls>): Promise<{ calls: BotLetter[] }> {
    return { calls: await this.letters.list(query) };
  }

  @Handles(replayBotCalls)
  async replay(@Input() { params, body }: InputOf<typeof replayBotCalls>): Promise<{ replayed: number }> {
    await this.bots.show(params.id);
    return { replayed: await this.letters.replay(params.id, body.call) };
  }
}
