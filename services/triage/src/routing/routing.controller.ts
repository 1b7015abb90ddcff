import { Controller, Logger } from '@nestjs/common';
import { Database } from '@widecast/database';
import { Handles, Input, Invalid, type InputOf } from '@widecast/service-kit';
import { Bots } from '../bots/bots.repository.ts';
import { MacroSettingsService } from '../macros/macro-settings.service.ts';
import type { Versioned } from '../settings/versioned-settings.ts';
import { TicketMerged } from '../tickets/ticket-errors.ts';
import { TicketReading } from '../tickets/ticket-reading.ts';
import { viewOf, type TicketView } from '../tickets/ticket.view.ts';
import { AssignmentService } from './assignment.service.ts';
import type { RoutingSettings } from './routing-settings.ts';
import { RoutingSettingsService } from './routing-settings.service.ts';
import { RoutingTrial, type Trial } from './routing-trial.ts';
import { assignTicket, changeRouting, showRouting, takeTicket, tryRouting } from './routing.endpoints.ts';

@Controller()
export class RoutingController {
  private readonly logger = new Logger('routing');

  constructor(
    private readonly database: Database,
    private readonly settings: RoutingSettingsService,
    private readonly trial: RoutingTrial,
    private readonly assignment: AssignmentService,
    private readonly reading: TicketReading,
    private readonly bots: Bots,
    private readonly macros: MacroSettingsService,
  ) {}

  @Handles(showRouting)
  show(): Promise<Versioned<RoutingSettings>> {
    return this.settings.current();
  }

  @Handles(changeRouting)
  async change(@Input() { body, actor }: InputOf<typeof changeRouting>): Promise<Versioned<RoutingSettings>> {
    await this.demandBots(body);
    await this.demandMacros(body);
    const changed = await this.settings.change(body, actor.id);
    this.logger.log({ msg: 'the routing of tickets was changed', version: changed.version, actor: actor.id, audit: true });
    return changed;
  }

  @Handles(tryRouting)
  try(@Input() { body }: InputOf<typeof tryRouting>): Promise<Trial> {
    return this.trial.run(body.rules, body.newest);
  }

  @Handles(takeTicket)
  async take(@Input() { body }: InputOf<typeof takeTicket>): Promise<{ ticket: TicketView | null }> {
    if (body.queues === undefined) await this.demandAgent(body.agent);
    const id = await this.database.transaction((tx) => this.assignment.takeNext(tx, body.agent, body.queues));
    return { ticket: id === undefined ? null : viewOf((await this.reading.show(id)).ticket) };
  }

  @Handles(assignTicket)
  async assign(@Input() { params, body }: InputOf<typeof assignTicket>): Promise<TicketView> {
    if (body.agent !== null) await this.demandAgent(body.agent);
    const { ticket: { mergedInto } } = await this.reading.show(params.id);
    if (mergedInto !== null) throw new TicketMerged(params.id, mergedInto);
    await this.database.transaction((tx) => this.assignment.assign(tx, params.id, body.agent));
    return viewOf((await this.reading.show(params.id)).ticket);
  }

  private async demandBots({ rules }: RoutingSettings): Promise<void> {
    const known = new Set((await this.bots.list()).filter(({ url }) => url !== null).map(({ name }) => name));
    const defects = rules.flatMap(({ do: { webhook } }, at) => (webhook === undefined || known.has(webhook) ? [] : [{ field: `body.rules.${at}.do.webhook`, message: `there is no bot "${webhook}" with an address; POST /v1/tickets/bots adds one` }]));
    if (defects.length > 0) throw new Invalid('Rules name bots that cannot be told', defects);
  }

  private async demandMacros({ rules }: RoutingSettings): Promise<void> {
    const { settings: { macros } } = await this.macros.current();
    const defects = rules.flatMap(({ do: { macro } }, at) => (macro === undefined || Object.hasOwn(macros, macro) ? [] : [{ field: `body.rules.${at}.do.macro`, message: `there is no macro "${macro}"; PUT /v1/macros gives it` }]));
    if (defects.length > 0) throw new Invalid('Rules name macros that are not there', defects);
  }

  private async demandAgent(name: string): Promise<void> {
    const { settings } = await this.settings.current();
    if (Object.hasOwn(settings.agents, name)) return;
    throw new Invalid(`There is no agent "${name}"`, [{ field: 'body.agent', message: 'is not among the agents of the routing; PUT /v1/routing adds one' }]);
  }
}
