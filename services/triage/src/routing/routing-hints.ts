import { Injectable } from '@nestjs/common';
import { Database } from '@widecast/database';
import { KnownIntents } from '../corrections/known-intents.service.ts';
import { nearNames } from '../corrections/near-names.ts';
import type { RoutingRule, RoutingSettings } from './routing-settings.ts';
import { KEY_ACCOUNTS } from './routing.service.ts';

/** Names in rules that may be slips: told and not refused, since a model or an agent that knows them may still come. */
@Injectable()
export class RoutingHints {
  constructor(private readonly database: Database, private readonly intents: KnownIntents) {}

  async of({ rules, queues, agents }: RoutingSettings): Promise<string[]> {
    const served = new Set([KEY_ACCOUNTS, ...Object.keys(queues), ...Object.values(agents).flatMap((agent) => agent.queues)]);
    const isServed = (queue: string): boolean => Object.keys(agents).length === 0 || served.has(queue);
    const strange = rules.flatMap(({ name, do: { queue } }) =>
      queue === undefined || isServed(queue) ? [] : [`The rule "${name}" gives tickets to the queue "${queue}", which no agent serves.${meant(nearNames(queue, served))}`]);
    return [...strange, ...(await this.ofIntents(rules))];
  }

  private async ofIntents(rules: readonly RoutingRule[]): Promise<string[]> {
    const hints: string[] = [];
    for (const { name, when, unless } of rules) {
      for (const intent of [...(when.intents ?? []), ...(unless?.intents ?? [])]) {
        const near = await this.intents.nearest(this.database, intent);
        if (near) hints.push(`The rule "${name}" asks for the intent "${intent}", which no ticket and no model has.${meant(near)}`);
      }
    }
    return hints;
  }
}

const meant = (near: readonly string[]): string => (near.length === 0 ? '' : ` Did you mean ${near.map((name) => `"${name}"`).join(' or ')}?`);
