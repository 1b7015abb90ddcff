import { fits, type TicketFacts } from '../conditions/ticket-conditions.ts';
import type { Occasion, RoutingAction, RoutingRule } from './routing-settings.ts';

/** What rules have made of a ticket, and which. */
export interface Routed {
  /** The rules that applied, in their order, each with what it did. */
  readonly applied: readonly { readonly rule: string; readonly did: RoutingAction }[];
  readonly facts: TicketFacts;
  readonly assign: string | null;
  readonly macro: string | null;
  /** Bots to be told, each with the first rule that said so. */
  readonly webhooks: Readonly<Record<string, string>>;
}

/**
 * Asks the rules once each, in their order: a later rule sees what earlier ones did and has the last word, so that no set of rules can go
 * round in a circle.
 */
export function route(rules: readonly RoutingRule[], given: TicketFacts, occasion: Occasion): Routed {
  let routed: Routed = { applied: [], facts: given, assign: null, macro: null, webhooks: {} };
  for (const rule of rules) {
    if (!rule.on.includes(occasion) || !fits(routed.facts, rule.when) || (rule.unless && fits(routed.facts, rule.unless))) continue;
    routed = applied(routed, rule);
    if (rule.stop) break;
  }
  return routed;
}

function applied({ applied: before, facts, ...earlier }: Routed, { name, do: action }: RoutingRule): Routed {
  const { queue = facts.queue, urgency = facts.urgency, tags = [], assign = earlier.assign, macro = earlier.macro, hold, webhook } = action;
  return {
    applied: [...before, { rule: name, did: action }],
    facts: { ...facts, queue, urgency, tags: [...new Set([...facts.tags, ...tags])], complaint: hold ?? facts.complaint },
    assign, macro, webhooks: webhook === undefined ? earlier.webhooks : { [webhook]: name, ...earlier.webhooks },
  };
}
