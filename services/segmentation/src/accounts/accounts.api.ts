import { tier } from '@widecast/contracts';
import { endpoint } from '@widecast/service-kit';
import { z } from 'zod';

export const accountView = z.object({
  id: z.uuid(), key: z.string(), name: z.string().nullable(), attributes: z.record(z.string(), z.unknown()), tier, confidence: z.number(),
  upper: z.number().describe('Probability of belonging to the upper tiers'), massTreatment: z.boolean().describe('Whether mass messages may reach it'),
  evidence: z.array(z.object({
    signal: z.string(), value: z.union([z.string(), z.number(), z.boolean()]), says: tier.describe('The tier for which it speaks most'),
    weight: z.number().describe('By how much the odds of the upper tiers rise, as a natural logarithm; below 0: they fall'),
  })),
  joinedWith: z.object({ accountId: z.uuid(), key: z.string(), name: z.string().nullable(), by: z.string() }).nullable().describe(
    'The largest of the accounts that it is one company with, where that decides; by: what they share'),
  policyVersion: z.string(), handedOff: z.boolean(), mergedInto: z.uuid().nullable().describe('The account that has its contacts since a merge'), contacts: z.int(),
});
export const tiersView = z.object({
  tiers: z.record(tier, z.object({ accounts: z.int(), contacts: z.int() })), handedOff: z.int(), policyVersion: z.string(),
});

export const listAccounts = endpoint({
  method: 'GET', path: 'accounts', scope: 'contacts:read', summary: 'Accounts with tier and evidence, in order of id',
  query: z.object({
    tier: tier.optional(), handedOff: z.stringbool().optional(), massTreatment: z.stringbool().optional().describe('false: those that get no mass messages, because they are large or may be'),
    after: z.uuid().optional(), limit: z.coerce.number().int().min(1).max(1000).default(100),
  }),
  response: z.object({ accounts: z.array(accountView), after: z.uuid().nullable() }),
});
export const showAccount = endpoint({
  method: 'GET', path: 'accounts/:id', scope: 'contacts:read', summary: 'One account with tier, confidence and evidence',
  params: z.object({ id: z.uuid() }), response: accountView,
});
export const showTiers = endpoint({
  method: 'GET', path: 'tiers', scope: 'contacts:read', summary: 'How many accounts and contacts each tier has; contacts without an account are UNKNOWN',
  response: tiersView,
});
