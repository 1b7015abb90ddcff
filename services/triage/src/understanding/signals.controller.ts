import { Controller, Logger } from '@nestjs/common';
import { endpoint, Handles, Input, type InputOf } from '@widecast/service-kit';
import { z } from 'zod';
import type { Versioned } from '../settings/versioned-settings.ts';
import { signalSettings, SignalSettingsService } from './signal-settings.service.ts';
import type { SignalIntents } from './signals.ts';

const current = z.object({ version: z.int().describe('0 while nobody changed them'), settings: signalSettings });

const showSignals = endpoint({ method: 'GET', path: 'signals', scope: 'tickets:read', summary: 'Which intents tell that a customer is about to leave, or to buy', response: current });
const changeSignals = endpoint({
  method: 'PUT', path: 'signals', scope: 'tickets:write', summary: 'Say which intents tell that a customer is about to leave, or to buy',
  description: 'A signal that is likelier than not stands on the ticket, and becomes behaviour of the contact: churn_risk, purchase_intent.', body: signalSettings, response: current,
});

@Controller()
export class SignalsController {
  private readonly logger = new Logger('signals');

  constructor(private readonly settings: SignalSettingsService) {}

  @Handles(showSignals)
  show(): Promise<Versioned<SignalIntents>> {
    return this.settings.current();
  }

  @Handles(changeSignals)
  async change(@Input() { body, actor }: InputOf<typeof changeSignals>): Promise<Versioned<SignalIntents>> {
    const changed = await this.settings.change(body, actor.id);
    this.logger.log({ msg: 'the intents behind signals were changed', version: changed.version, actor: actor.id, audit: true });
    return changed;
  }
}
