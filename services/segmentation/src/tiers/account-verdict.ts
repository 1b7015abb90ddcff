import { isUpperTier, type Tier } from '@widecast/contracts';
import { besideLeading, classify, unheardRevenueOf, type Company, type CompiledPolicy, type Evidence } from '@widecast/tiers';
import type { Leading, OwnVerdict } from '../joins/leading.ts';
import { companyOf, type TierSignals } from './account-company.ts';
import { contested } from './contested-figures.ts';

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
  /** The verdict on it by itself, where it is led by another; null: the one above. */
  readonly own: OwnVerdict | null;
}

export interface AccountEvidence extends Omit<Evidence, 'signal' | 'value' | 'says'> {
  readonly says: Tier;
  readonly signal: string;
  readonly value: string | number | boolean;
}

export interface Judged extends TierSignals {
  /** How it was judged before. */
  readonly tier: Tier;
  readonly evidence: readonly AccountEvidence[];
  readonly own: OwnVerdict | null;
  /** The tier that a person gave it, or null. */
  readonly personTier: Tier | null;
  /** Who did, and why. */
  readonly personWord: string | null;
  /** The largest of those that it is one company with. */
  readonly leading: Leading | null;
}

export const NOTHING_KNOWN: AccountVerdict = { tier: 'UNKNOWN', confidence: 0, upper: 0, evidence: [], massTreatment: true, own: null };

/** What a policy says of an account; a tier that it has stays where it is nearly as likely as another. */
export function verdictOf(account: Judged, compiled: CompiledPolicy): AccountVerdict {
  const company = companyOf(account);
  const { tier, confidence, upper, evidence: heard } = ownVerdictOf(account, { company, compiled });
  const unheard = unheardRevenueOf(company, compiled.policy);
  // Nobody here is no sign of anything.
  const evidence: readonly AccountEvidence[] = [...heard.filter(({ signal }) => signal !== 'contacts' || account.contacts > 0), ...unheardOf(unheard)];
  const isSeen = unheard === undefined || isSizeTold(company);
  const own = { tier, confidence, upper };
  const { personTier, personWord } = account;
  if (personTier !== null && personTier !== 'UNKNOWN') {
    const word: AccountEvidence = { signal: 'person', value: personWord ?? true, says: personTier, weight: 0 };
    return { tier: personTier, confidence: 1, upper: Number(isUpperTier(personTier)), evidence: [word, ...evidence], massTreatment: !isUpperTier(personTier), own: null };
  }
  const { leading } = account;
  if (leading === null) return { tier, confidence, upper, evidence, massTreatment: isSeen && mayBeReached(own, compiled), own: null };
  const whole = besideLeading(own, leading);
  const joined: AccountEvidence = { signal: 'joined', value: `${leading.name ?? leading.key}, ${leading.by}`, says: leading.tier, weight: 0 };
  return { ...whole, evidence: [joined, ...evidence], massTreatment: isSeen && mayBeReached(whole, compiled), own };
}

function ownVerdictOf(account: Judged, { company, compiled }: { company: Company; compiled: CompiledPolicy }): Omit<OwnVerdict, 'evidence'> & { evidence: readonly AccountEvidence[] } {
  const before = (account.own ?? account).tier;
  const now = classify(company, compiled, before);
  const told = { ...account, evidence: account.own?.evidence ?? account.evidence };
  const past = isSaidSmall(account) ? undefined : contested(told, now, { compiled, before });
  return past === undefined ? now : { ...past.verdict, evidence: [...past.past, ...now.evidence] };
}

const isSaidSmall = ({ personTier }: Judged): boolean => personTier !== null && personTier !== 'UNKNOWN' && !isUpperTier(personTier);

const unheardOf = (revenue: string | undefined): AccountEvidence[] => (revenue === undefined ? [] : [{ signal: 'revenue', value: revenue, says: 'UNKNOWN', weight: 0 }]);

const isSizeTold = ({ employees, seats, spend }: Company): boolean => employees !== undefined || seats !== undefined || spend !== undefined;

function mayBeReached({ tier, upper }: OwnVerdict, { policy: { treatment: { unknown, massBelow } } }: CompiledPolicy): boolean {
  if (tier === 'UNKNOWN') return unknown === 'lower';
  return !isUpperTier(tier) && upper < massBelow;
}
/** What an account is by itself, whomever it is led by. */
export const ownOf = ({ own, tier, confidence, upper }: AccountVerdict): OwnVerdict => own ?? { tier, confidence, upper };

export const isSameOwn = (one: OwnVerdict | null, other: OwnVerdict | null): boolean =>
  one === other || (one !== null && one.tier === other?.tier && one.confidence === other.confidence && one.upper === other.upper);

export function isSameVerdict(one: AccountVerdict, other: AccountVerdict): boolean {
  if (one.tier !== other.tier || one.confidence !== other.confidence || one.massTreatment !== other.massTreatment || one.upper !== other.upper) return false;
  if (!isSameOwn(one.own, other.own)) return false;
  if (one.evidence.length !== other.evidence.length) return false;
  return one.evidence.every(({ signal, value, says, weight }, index) => {
    const its = other.evidence[index];
    return its?.signal === signal && its.value === value && its.says === says && its.weight === weight;
  });
}
