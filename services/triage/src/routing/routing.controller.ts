import { Controller, Logger } from '@nestjs/common';
import { Database } from '@widecast/database';
import { Handles, Input, Invalid, type FieldError, type InputOf } from '@widecast/service-kit';
import { Bots } from '../bots/bots.repository.ts';
import { MacroSettingsService } from '../macros/macro-settings.service.ts';
import type { Versioned } from '../settings/versioned-settings.ts';
import { TicketMerged } from '../tickets/ticket-errors.ts';
import { TicketReading } from '../tickets/ticket-reading.ts';
import { viewOf, type TicketView } from '../tickets/ticket.view.ts';
import { AssignmentService } from './assignment.service.ts';
import { RoutingHints } from './routing-hints.ts';
import { agentsMissing, missingIn, type Missing, type RoutingRule, type RoutingSettings } from './routing-settings.ts';
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
    private readonly hints: RoutingHints,
  ) {}

  @Handles(showRouting)
  show(): Promise<Versioned<RoutingSettings>> {
    return this.settings.current();
  }

  @Handles(changeRouting)
  async change(@Input() { body, actor }: InputOf<typeof changeRouting>): Promise<Versioned<RoutingSettings> & { hints: string[] }> {
    const defects = [...(await this.botsMissing(body.rules)), ...(await this.macrosMissing(body.rules))];
    if (defects.length > 0) throw new Invalid('Rules name what is not there', defects.map(fieldOf));
    const changed = await this.settings.change(body, actor.id, (tx, { agents }) => this.assignment.leave(tx, Object.keys(agents).filter((name) => !Object.hasOwn(body.agents, name))));
    this.logger.log({ msg: 'the routing of tickets was changed', version: changed.version, actor: actor.id, audit: true });
    return { ...changed, hints: await this.hints.of(body) };
  }

  @Handles(tryRouting)
  async try(@Input() { body: { rules, agents, newest } }: InputOf<typeof tryRouting>): Promise<Trial & { hints: string[] }> {
    const { settings } = await this.settings.current();
    const tried = { ...settings, rules, agents: agents ?? settings.agents };
    const defects = [...agentsMissing(tried), ...(await this.botsMissing(rules)), ...(await this.macrosMissing(rules))];
    if (defects.length > 0) throw new Invalid('Rules name what is not there', defects.map(fieldOf));
    return { ...(await this.trial.run(rules, newest)), hints: await this.hints.of(tried) };
  }

  @Handles(takeTicket)
  async take(@Input() { body }: InputOf<typeof takeTicket>): Promise<{ ticket: TicketView | null }> {
    if (body.queues === undefined) await this.demandAgent(body.agent);
    const id = await this.database.transaction((tx) => this.assignment.takeNext(tx, body.agent, body.queues));
    return { ticket: id === undefined ? null : viewOf(await this.reading.show(id)) };
  }

  @Handles(assignTicket)
  async assign(@Input() { params, body }: InputOf<typeof assignTicket>): Promise<TicketView> {
    if (body.agent !== null) await this.demandAgent(body.agent);
    const { mergedInto } = await this.reading.show(params.id);
    if (mergedInto !== null) throw new TicketMerged(params.id, mergedInto);
    await this.database.transaction((tx) => this.assignment.assign(tx, params.id, body.agent));
    return viewOf(await this.reading.show(params.id));
  }

  private async botsMissing(rules: readonly RoutingRule[]): Promise<Missing[]> {
    const known = new Set((await this.bots.list()).filter(({ url }) => url !== null).map(({ name }) => name));
    return missingIn(rules, 'webhook', (name) => (known.has(name) ? undefined : `there is no bot "${name}" with an address; POST /v1/tickets/bots adds one`));
  }

  private async macrosMissing(rules: readonly RoutingRule[]): Promise<Missing[]> {
    const { settings: { macros } } = await this.macros.current();
    return missingIn(rules, 'macro', (name) => (Object.hasOwn(macros, name) ? undefined : `there is no macro "${name}"; PUT /v1/macros gives it`));
  }

  private async demandAgent(name: string): Promise<void> {
    const { settings } = await this.settings.current();
    if (Object.hasOwn(settings.agents, name)) return;
    throw new Invalid(`There is no agent "${name}"`, [{ field: 'body.agent', message: 'is not among the agents of the routing; PUT /v1/routing adds one' }]);
  }
}

const fieldOf = ({ path, message }: Missing): FieldError => ({ field: ['body', ...path].join('.'), message });
