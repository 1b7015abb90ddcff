import { Controller, Logger } from '@nestjs/common';
import { Handles, Input, type InputOf } from '@widecast/service-kit';
import { PromiseReading } from './promise-reading.ts';
import { changeSla, listPromises, showSla } from './sla.endpoints.ts';
import type { SlaSettings } from './sla-settings.ts';
import { SlaSettingsService } from './sla-settings.service.ts';

interface Current {
  readonly version: number;
  readonly settings: SlaSettings;
}

@Controller()
export class SlaController {
  private readonly logger = new Logger('sla');

  constructor(private readonly settings: SlaSettingsService, private readonly promises: PromiseReading) {}

  @Handles(showSla)
  async show(): Promise<Current> {
    const { version, settings } = await this.settings.current();
    return { version, settings };
  }

  @Handles(changeSla)
  async change(@Input() { body, actor }: InputOf<typeof changeSla>): Promise<Current> {
    const { version, settings } = await this.settings.change(body, actor.id);
    this.logger.log({ msg: 'what is promised about tickets was changed', version, actor: actor.id, audit: true });
    return { version, settings };
  }

  @Handles(listPromises)
  async list(@Input() { query }: InputOf<typeof listPromises>): Promise<{ promises: Awaited<ReturnType<PromiseReading['list']>> }> {
    return { promises: await this.promises.list(query) };
  }
}
