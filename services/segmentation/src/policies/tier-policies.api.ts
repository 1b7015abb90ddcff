import { tier } from '@widecast/contracts';
import { endpoint } from '@widecast/service-kit';
import { PRESETS, someCeilings, tierCeilings, tierPolicy, treatment, type PresetName } from '@widecast/tiers';
import { z } from 'zod';

const presetNames = Object.keys(PRESETS) as [PresetName, ...PresetName[]];
const presetVersions = Object.values(PRESETS).map((preset) => preset.version);
const version = z.object({ version: z.string().min(1).max(100) });
const shape = tierPolicy.shape;

export const policyView = z.object({
  version: z.string(), title: z.string(), currency: z.string(), rates: z.record(z.string(), z.number()), ceilings: tierCeilings, treatment, seatPrice: z.number(),
  preset: z.boolean().describe('It is one of the ready ones'), chosen: z.boolean(),
  rollout: z.object({ done: z.boolean(), judged: z.int(), moved: z.int() }).nullable().describe('How far the accounts are judged by it; null where it was never chosen'),
});
export type PolicyView = z.infer<typeof policyView>;

export const listPolicies = endpoint({
  method: 'GET', path: 'tier-policies', scope: 'contacts:read', summary: 'The policies by which accounts can be judged, ready ones and own ones',
  response: z.object({ policies: z.array(policyView) }),
});
export const createPolicy = endpoint({
  method: 'POST', path: 'tier-policies', scope: 'contacts:write', status: 201, summary: 'Make a policy with thresholds of your own; it judges nobody before it is chosen',
  description:
    'What is not given is that of the preset, each ceiling for itself. A policy never changes: for other thresholds make one with another version. treatment.massBelow is the caution: ' +
    'mass messages reach an account only where the probability that it is a large one is below it.',
  body: z.strictObject({
    version: shape.version, title: shape.title.optional(), ceilings: someCeilings.optional(),
    preset: z.enum([...presetNames, ...presetVersions]).default('international').describe('The ready policy to begin from, by its name or its version'),
    treatment: treatment.partial().optional(), rates: shape.rates.optional(), seatPrice: shape.seatPrice.optional(),
  }),
  response: policyView,
});
export type PolicyDraft = z.infer<NonNullable<typeof createPolicy.body>>;

const move = z.object({ from: tier, to: tier, accounts: z.int() });
export const trialView = z.object({
  version: z.string(), accounts: z.int().describe('All there are'), looked: z.int().describe('Of these were judged for trial; drawn by chance where they are not all'),
  moves: z.array(move).describe('Accounts that would have another tier'),
  massTreatment: z.object({ lost: z.int(), won: z.int() }).describe('Accounts that mass messages would no longer, or from then on, reach'),
  examples: z.array(z.object({ id: z.uuid(), key: z.string(), name: z.string().nullable(), from: tier, to: tier, confidence: z.number() })),
});
export type TrialView = z.infer<typeof trialView>;
export const tryPolicy = endpoint({
  method: 'GET', path: 'tier-policies/:version/trial', scope: 'contacts:read', summary: 'What would move if a policy were chosen: counts and examples; nothing is changed',
  params: version, response: trialView,
});
export const choosePolicy = endpoint({
  method: 'POST', path: 'tier-policies/:version/choose', scope: 'contacts:write', status: 202,
  summary: 'Judge by this policy from now on; the accounts that there are follow in the background', params: version, response: policyView,
});
