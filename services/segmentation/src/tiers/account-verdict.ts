import { isUpperTier, type Tier } from '@widecast/contracts';
import { classify, type CompiledPolicy, type Evidence } from '@widecast/tiers';
import { companyOf, type TierSignals } from './account-company.ts';

/** What is held of an account, and why. */
export interface AccountVerdict {
  readonly tier: Tier;
  /** From 0 (nothing is known) to 1. */
  readonly confidence: number;
  /** Probability of belonging to the upper tiers. */
  readonly upper: number;
  readonly evidence: readonly AccountEvidence[];
  /** Whether mass messages may reach it. */
  readonly massTreatment: boolean;
}

export interface AccountEvidence extends Omit<Evidence, 'signal' | 'value'> {
  readonly signal: string;
  readonly value: string | number | boolean;
}

export interface Judged extends TierSignals {
  readonly tier: Tier;
  /** The tier that a person gave it, or null. */
  readonly personTier: Tier | null;
}

export const NOTHING_KNOWN: AccountVerdict = { tier: 'UNKNOWN', confidence: 0, upper: 0, evidence: [], massTreatment: true };

/** What a policy says of an account; a tier that it has stays where it is nearly as likely as another. */
export function verdictOf(account: Judged, compiled: CompiledPolicy): AccountVerdict {
  const { tier, confidence, upper, evidence } = classify(companyOf(account), compiled, account.tier);
  const { personTier } = account;
  if (personTier !== null && personTier !== 'UNKNOWN') {
    const word: AccountEvidence = { signal: 'person', value: true, says: personTier, weight: 0 };
    return { tier: personTier, confidence: 1, upper: Number(isUpperTier(personTier)), evidence: [word, ...evidence], massTreatment: !isUpperTier(personTier) };
  }
  const { unknown, massBelow } = compiled.policy.treatment;
  const mayBe = tier === 'UNKNOWN' ? unknown === 'lower' : upper < massBelow;
  return { tier, confidence, upper, evidence, massTreatment: !isUpperTier(tier) && mayBe };
}

export function isSameVerdict(one: AccountVerdict, other: AccountVerdict): boolean {
  if (one.tier !== other.tier || one.confidence !== other.confidence || one.massTreatment !== other.massTreatment || one.upper !== other.upper) return false;
  if (one.evidence.length !== other.evidence.length) return false;
  return one.evidence.every(({ signal, value, says, weight }, index) => {
    const its = other.evidence[index];
    return its?.signal === signal && its.value === value && its.says === says && its.weight === weight;
  });
}
