import { tier } from '@widecast/contracts';
import { z } from 'zod';
import { marketModel } from './market-model.ts';

export const judgedTier = tier.exclude(['UNKNOWN']);
export type JudgedTier = z.infer<typeof judgedTier>;
/** Smallest first; places in lists of probabilities. */
export const JUDGED_TIERS: readonly JudgedTier[] = judgedTier.options;

const ceiling = z.strictObject({
  employees: z.number().min(0).describe('The most people that a company of the tier has, included'),
  revenue: z.number().positive().describe('The most revenue of a year that it has, included, in the currency of the policy'),
});

/** What the tiers are: the highest tier that either figure asks for is the tier. */
export const tierCeilings = z
  .strictObject({ SOHO: ceiling, SMB: ceiling, UMM: ceiling })
  .refine(({ SOHO, SMB, UMM }) => SOHO.employees < SMB.employees && SMB.employees < UMM.employees, 'employees must rise from SOHO to UMM')
  .refine(({ SOHO, SMB, UMM }) => SOHO.revenue < SMB.revenue && SMB.revenue < UMM.revenue, 'revenue must rise from SOHO to UMM');
export type TierCeilings = z.infer<typeof tierCeilings>;
/** Some of them. */
export const someCeilings = z.strictObject({ SOHO: ceiling.partial(), SMB: ceiling.partial(), UMM: ceiling.partial() }).partial();

const probability = z.number().min(0).max(1);

/** How sure one must be to do what. */
export const treatment = z.strictObject({
  upperFrom: probability.describe('Probability of belonging to the upper tiers from which an account is classified as one of them'),
  massBelow: probability.describe('Probability of belonging to the upper tiers below which mass messages may reach an account that is classified lower'),
  unknown: z.enum(['lower', 'withheld']).describe('lower: accounts of which nothing is known may get mass messages; withheld: they may not'),
  keeps: probability.describe('By how much another tier must be likelier than the one that an account has before it is changed'),
  subsidiaries: z.enum(['joined', 'apart']).default('joined').describe('joined: a parent and its subsidiaries have the tier of the largest of them; apart: each its own'),
  contested: z.enum(['upper', 'believed']).default('upper').describe('Of a large company of which one figure falls far below what was told before. upper: it stays what it was until a second figure or a person says so; believed: it comes down at once'),
});
export type Treatment = z.infer<typeof treatment>;

export const tierPolicy = z.strictObject({
  /** Names this policy for ever: verdicts keep it. */
  version: z.string().min(1).max(100),
  title: z.string().max(200),
  currency: z.string().regex(/^[A-Z]{3}$/, 'three letters, as in ISO 4217'),
  rates: z.record(z.string().regex(/^[A-Z]{3}$/), z.number().positive()).describe('What one unit of another currency is worth in that of the policy'),
  ceilings: tierCeilings,
  treatment,
  seatPrice: z.number().positive().describe('What one seat costs a year, in the currency of the policy: spend is counted in seats'),
  market: marketModel,
});
export type TierPolicy = z.infer<typeof tierPolicy>;
