import { Controller, Logger } from '@nestjs/common';
import { Database } from '@widecast/database';
import { endpoint, Handles, Input, type InputOf } from '@widecast/service-kit';
import { LETTER_SIGNALS } from '@widecast/text';
import { z } from 'zod';
import { labelledLetters, type LabelledLetter } from '../learning/signal-label.ts';
import type { Versioned } from '../settings/versioned-settings.ts';
import { signalSettings, SignalSettingsService } from './signal-settings.service.ts';
import type { SignalIntents } from './signals.ts';

const current = z.object({ version: z.int().describe('0 while nobody changed them'), settings: signalSettings });

const showSignals = endpoint({ method: 'GET', path: 'signals', scope: 'tickets:read', summary: 'Which intents tell that a customer is about to leave, or to buy', response: current });
const changeSignals = endpoint({
  method: 'PUT', path: 'signals', scope: 'tickets:write', summary: 'Say which intents tell that a customer is about to leave, or to buy',
  description: 'A signal that is likelier than not stands on the ticket, and becomes behaviour of the contact: churn_risk, purchase_intent.', body: signalSettings, response: current,
});

const listLetters = endpoint({
  method: 'GET', path: 'signals/letters', scope: 'tickets:read', summary: 'Tickets whose signals people have told, the oldest first, for `widecast triage signals`',
  query: z.object({ after: z.uuid().optional(), limit: z.coerce.number().int().min(1).max(1000).default(1000) }),
  response: z.object({ letters: z.array(z.object({ ticketId: z.uuid(), text: z.string(), signals: z.partialRecord(z.enum(LETTER_SIGNALS), z.boolean()) })) }),
});

@Controller()
export class SignalsController {
  private readonly logger = new Logger('signals');

  constructor(private readonly settings: SignalSettingsService, private readonly database: Database) {}

  @Handles(showSignals)
  show(): Promise<Versioned<SignalIntents>> {
    return this.settings.current();
  }

  @Handles(listLetters)
  async letters(@Input() { query }: InputOf<typeof listLetters>): Promise<{ letters: LabelledLetter[] }> {
    return { letters: await labelledLetters(this.database, query) };
  }

  @Handles(changeSignals)
  async change(@Input() { body, actor }: InputOf<typeof changeSignals>): Promise<Versioned<SignalIntents>> {
    const changed = await this.settings.change(body, actor.id);
    this.logger.log({ msg: 'the intents behind signals were changed', version: changed.version, actor: actor.id, audit: true });
    return changed;
  }
}
