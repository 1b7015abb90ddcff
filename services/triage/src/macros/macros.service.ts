import { Injectable } from '@nestjs/common';
import { Conflict, NotFound } from '@widecast/service-kit';
import { TicketReading } from '../tickets/ticket-reading.ts';
import { MacroSettingsService } from './macro-settings.service.ts';
import { macroText } from './macro-text.ts';

/** Ready answers for people who answer. */
@Injectable()
export class MacrosService {
  constructor(private readonly settings: MacroSettingsService, private readonly reading: TicketReading) {}

  /** Throws NotFound, and Conflict where the macro has no text that fits, or names a fact of the vendor that is not filled in. */
  async textFor(ticketId: string, name: string): Promise<string> {
    const ticket = await this.reading.show(ticketId);
    const { settings } = await this.settings.current();
    const macro = settings.macros[name];
    if (!macro) throw new NotFound('macro', name);
    const found = macroText(macro, settings, ticket);
    if (found === undefined) throw new Conflict(`The macro "${name}" has a text neither in "${ticket.language}" nor in English`);
    if ('missing' in found) throw new Conflict(`The macro "${name}" says what is not filled in yet: give ${found.missing.join(', ')} under vendor.${found.language} (PUT /v1/macros)`);
    return found.text;
  }
}
