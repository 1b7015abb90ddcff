import { Controller, Logger } from '@nestjs/common';
import { endpoint, Handles, Input, Invalid, type InputOf } from '@widecast/service-kit';
import { z } from 'zod';
import { RoutingSettingsService } from '../routing/routing-settings.service.ts';
import type { Versioned } from '../settings/versioned-settings.ts';
import { boxedMacros } from './boxed/boxed-macros.ts';
import { macroSettings, type MacroSettings } from './macro-settings.ts';
import { MacroSettingsService } from './macro-settings.service.ts';

const current = z.object({ version: z.int().describe('0 while there are none'), settings: macroSettings });

const showMacros = endpoint({ method: 'GET', path: 'macros', scope: 'tickets:read', summary: 'Ready answers by name, each with its texts by language', response: current });
const showBoxed = endpoint({
  method: 'GET', path: 'macros/boxed', scope: 'tickets:read', summary: 'Ready answers for the intents of the boxed start, in English and Russian',
  description: 'To be filled in under `vendor` and given with PUT /v1/macros; what is left empty keeps the macros that name it from being used.', response: macroSettings,
});
const changeMacros = endpoint({
  method: 'PUT', path: 'macros', scope: 'tickets:write', summary: 'Give other ready answers',
  description: 'The whole of them. A text is Liquid and may name `name`, `email`, `number`, `subject` and facts of the vendor, `vendor.…`; the one in the language of the ticket is taken, else the English one.',
  body: macroSettings, response: current,
});

@Controller()
export class MacrosController {
  private readonly logger = new Logger('macros');

  constructor(private readonly settings: MacroSettingsService, private readonly routing: RoutingSettingsService) {}

  @Handles(showMacros)
  show(): Promise<Versioned<MacroSettings>> {
    return this.settings.current();
  }

  @Handles(showBoxed)
  boxed(): MacroSettings {
    return boxedMacros();
  }

  @Handles(changeMacros)
  async change(@Input() { body, actor }: InputOf<typeof changeMacros>): Promise<Versioned<MacroSettings>> {
    await this.demandNamed(body);
    const changed = await this.settings.change(body, actor.id);
    this.logger.log({ msg: 'the macros were changed', version: changed.version, actor: actor.id, audit: true });
    return changed;
  }

  /** What rules name stays. */
  private async demandNamed({ macros }: MacroSettings): Promise<void> {
    const { settings: { rules } } = await this.routing.current();
    const missing = rules.flatMap(({ name, do: { macro } }) => (macro === undefined || Object.hasOwn(macros, macro) ? [] : [{ field: 'body.macros', message: `must have "${macro}", which the rule "${name}" names; change the rule first (PUT /v1/routing)` }]));
    if (missing.length > 0) throw new Invalid('Rules name macros that are left out', missing);
  }
}
