import { z } from 'zod';
import { ticketConditions } from '../conditions/ticket-conditions.ts';
import { languageCode } from '../understanding/language.ts';

export const URGENCIES = ['low', 'normal', 'high'] as const;
/** When rules are asked: a ticket is opened; the customer writes again; a promise about it is soon due; it was broken; an answer is still owed after twice, four times … the time. */
export const OCCASIONS = ['opened', 'wrote', 'warned', 'broken', 'overdue'] as const;
export type Occasion = (typeof OCCASIONS)[number];

const name = z.string().trim().min(1).max(100);
const names = z.array(name).max(200);

const action = z.strictObject({
  queue: name.optional(),
  urgency: z.enum(URGENCIES).optional(),
  tags: names.min(1).optional(),
  macro: name.optional().describe('Answers with this macro, where an automatic answer is allowed; else a person answers'),
  assign: name.optional().describe('An agent'),
  webhook: name.optional().describe('The name of a bot that is told of the ticket, by a signed call'),
  hold: z.boolean().optional().describe('Counts as a complaint: promotions to the contact are held while the ticket is open'),
}).refine((given) => Object.keys(given).length > 0, 'must do something: queue, urgency, tags, assign, macro, webhook or hold');
export type RoutingAction = z.infer<typeof action>;

const rule = z.strictObject({
  name,
  on: z.array(z.enum(OCCASIONS)).min(1).default(['opened']),
  when: ticketConditions.default({}),
  unless: ticketConditions.refine((given) => Object.keys(given).length > 0, 'must name a condition; leave it out where there is no exception').optional(),
  do: action,
  /** Rules after it are not asked. */
  stop: z.boolean().default(false),
}).refine(({ on, do: { macro } }) => macro === undefined || on.includes('opened'), { path: ['on'], message: 'must have "opened": a macro answers when a ticket is opened, and at no other time' });
export type RoutingRule = z.infer<typeof rule>;

const queue = z.strictObject({
  /** How tickets come to agents: they take them, or are given them in turn. */
  assignment: z.enum(['manual', 'round-robin']).default('manual'),
});

const agent = z.strictObject({
  queues: names.min(1),
  /** Languages he answers in; without them, every one. */
  languages: z.array(languageCode).max(50).optional(),
  /** Open tickets that he is given at most. */
  capacity: z.int().min(1).max(1000).default(20),
  away: z.boolean().default(false),
});
export type Agent = z.infer<typeof agent>;

/** What a rule names and nobody knows. */
export interface Missing {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** `defectOf` says why a name cannot be used; undefined where it can. */
export const missingIn = (rules: readonly RoutingRule[], action: 'assign' | 'macro' | 'webhook', defectOf: (name: string) => string | undefined): Missing[] =>
  rules.flatMap((rule, at) => {
    const name = rule.do[action];
    const message = name === undefined ? undefined : defectOf(name);
    return message === undefined ? [] : [{ path: ['rules', at, 'do', action], message }];
  });

export const agentsMissing = ({ rules, agents }: { readonly rules: readonly RoutingRule[]; readonly agents: Readonly<Record<string, Agent>> }): Missing[] =>
  missingIn(rules, 'assign', (name) => (Object.hasOwn(agents, name) ? undefined : `there is no agent "${name}"; add him under agents`));

/** Rules in their order; no two of one name. */
export const routingRules = z.array(rule).max(500).superRefine((rules, context) => {
  const seen = new Set<string>();
  for (const [at, one] of rules.entries()) {
    if (seen.has(one.name)) context.addIssue({ code: 'custom', path: [at, 'name'], message: `"${one.name}" stands there twice` });
    seen.add(one.name);
  }
});

/** Rules, queues and agents by name. */
export const routingSettings = z
  .strictObject({ rules: routingRules.default([]), queues: z.record(name, queue).default({}), agents: z.record(name, agent).default({}) })
  .superRefine(({ rules, agents }, context) => {
    for (const { path, message } of agentsMissing({ rules, agents })) context.addIssue({ code: 'custom', path: [...path], message });
  });
export type RoutingSettings = z.infer<typeof routingSettings>;
