import { Injectable } from '@nestjs/common';
import { Conflict, NotFound } from '@widecast/service-kit';
import { TicketReading } from '../tickets/ticket-reading.ts';
import { MacroSettingsService } from './macro-settings.service.ts';
import { macroText } from './macro-text.ts';

/** Ready answers for people who answer. */
@Injectable()
export class MacrosService {
  constructor(private readonly settings: MacroSettingsService, private readonly reading: TicketReading) {}

  /** Throws NotFound, and Conflict where the macro has no text that fits. */
  async textFor(ticketId: string, name: string): Promise<string> {
    const { ticket } = await this.reading.show(ticketId);
    const { settings } = await this.settings.current();
    const macro = settings.macros[name];
    if (!macro) throw new NotFound('macro', name);
    const text = macroText(macro, ticket);
    if (text === undefined) throw new Conflict(`The macro "${name}" has a text neither in "${ticket.language}" nor in English`);
    return text;
  }
}
