import { isUpperTier, type Tier } from '@widecast/contracts';
import type { CompiledPolicy } from './policy/compiled-policy.ts';
import { JUDGED_TIERS, type JudgedTier } from './policy/tier-policy.ts';
import type { Company } from './signals/company.ts';
import { revenueIn, toldRevenue, viewWith } from './signals/revenue.ts';
import { testimonyOf, type SignalName, type Testimony } from './signals/testimony.ts';
import { tiersOf, upperOf, type Probabilities, type Speech } from './sizes/tier-probabilities.ts';

/** One signal, its value, the tier for which it speaks most, and its weight for the upper tiers, as a natural logarithm of odds. */
export interface Evidence extends Speech {
  readonly signal: SignalName;
  readonly value: string | number;
}

export interface Verdict {
  readonly tier: Tier;
  /** Probability, 0 to 1, that the tier is right; 0 for UNKNOWN. */
  readonly confidence: number;
  /** Probability of belonging to the upper tiers. */
  readonly upper: number;
  readonly evidence: readonly Evidence[];
}

/** Says how large a company is by all that is known of it; a tier that it has is kept where another is hardly likelier. */
export function classify(company: Company, compiled: CompiledPolicy, before: Tier = 'UNKNOWN'): Verdict {
  return compiled.verdict(JSON.stringify([before, company]), () => judge(company, compiled, before));
}

function judge(company: Company, compiled: CompiledPolicy, before: Tier): Verdict {
  const heard = testimonyOf(company, compiled);
  const told = revenueIn(company, compiled.policy);
  const { policy, grid } = compiled;
  const revenue = told === undefined ? compiled.expected(company.industry) : viewWith({ company, policy, grid });
  const probabilities = ofWhole(tiersOf(compiled.grid, heard.map(({ likelihood }) => likelihood), revenue), compiled);
  const evidence = heard.map(({ signal, value, says, weight }): Evidence => ({ signal, value, says, weight }));
  if (told !== undefined) evidence.push({ signal: 'revenue', value: toldRevenue(company) ?? told, ...compiled.speechOf(revenue) });
  if (!heard.some(isInformative) && told === undefined) return { tier: 'UNKNOWN', confidence: 0, upper: rounded(upperOf(probabilities)), evidence: [] };
  return { ...answerOf(probabilities, compiled, before), evidence };
}

// That a handful of people write from the domain of a company is true of small and large.
const FEW_CONTACTS = 6;
const isInformative = ({ signal, value }: Testimony): boolean => (signal === 'contacts' ? Number(value) >= FEW_CONTACTS : signal !== 'mail' || value !== 'corporate');

/** A part of a group is as large as the whole, of which often nothing is seen. */
function ofWhole(own: Probabilities, { policy: { market } }: CompiledPolicy): Probabilities {
  const share = (to: number): number => own.reduce((sum, from, place) => sum + from * (market.belongs[place]?.[to] ?? 0), 0);
  return [share(0), share(1), share(2), share(3)];
}

function answerOf(probabilities: Probabilities, { policy: { treatment } }: CompiledPolicy, before: Tier): Omit<Verdict, 'evidence'> {
  const upper = upperOf(probabilities);
  const sureOf = (tier: JudgedTier): number => probabilities[JUDGED_TIERS.indexOf(tier)] ?? 0;
  const isUpper = upper >= treatment.upperFrom - (isUpperTier(before) ? treatment.keeps : 0);
  const allowed = JUDGED_TIERS.filter((tier) => isUpperTier(tier) === isUpper);
  const best = allowed.reduce((found, next) => (sureOf(next) > sureOf(found) ? next : found));
  const kept = allowed.find((tier) => tier === before && sureOf(best) - sureOf(tier) < treatment.keeps);
  return { tier: kept ?? best, confidence: rounded(sureOf(kept ?? best)), upper: rounded(upper) };
}

const rounded = (probability: number): number => Math.round(Math.min(probability, 0.9999) * 10_000) / 10_000;
