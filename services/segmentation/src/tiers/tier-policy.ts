import { isUpperTier, type Tier } from '@widecast/contracts';

export interface TierSignals {
  /** Facts about the company by name: employees, revenue, seats, spend. */
  readonly attributes: Readonly<Record<string, unknown>>;
  /** How many contacts it has here. */
  readonly contacts: number;
  /** All its contacts write from free-mail addresses. */
  readonly freeMail: boolean;
}

/** One signal, its value, and the tier that it speaks for. */
export interface Evidence {
  readonly signal: string;
  readonly value: number | boolean;
  readonly says: Tier;
}

export interface TierVerdict {
  readonly tier: Tier;
  /** From 0 (nothing is known) to 1. */
  readonly confidence: number;
  readonly evidence: Evidence[];
}

interface Band {
  readonly signal: string;
  /** How far the signal alone can be trusted, from 0 to 1. */
  readonly weight: number;
  /** The lowest value of each tier; below the first it says nothing. */
  readonly from: readonly (readonly [least: number, tier: Tier])[];
}

export interface TierPolicy {
  readonly version: string;
  readonly bands: readonly Band[];
  readonly freeMailWeight: number;
}

/** Fewer contacts say nothing. */
export const FEWEST_CONTACTS_HEARD = 20;

/** Bands of EU 2003/361 (10, 250 people; 2, 50 million) below, of the usual US mid-market (1,000 people, a billion) above. */
export const INTERNATIONAL_POLICY: TierPolicy = {
  version: 'international-1',
  freeMailWeight: 0.4,
  bands: [
    { signal: 'employees', weight: 0.9, from: [[0, 'SOHO'], [10, 'SMB'], [250, 'UMM'], [1000, 'ENTERPRISE']] },
    { signal: 'revenue', weight: 0.8, from: [[0, 'SOHO'], [2_000_000, 'SMB'], [50_000_000, 'UMM'], [1_000_000_000, 'ENTERPRISE']] },
    { signal: 'seats', weight: 0.7, from: [[1, 'SOHO'], [10, 'SMB'], [250, 'UMM'], [1000, 'ENTERPRISE']] },
    { signal: 'spend', weight: 0.5, from: [[1, 'SOHO'], [2000, 'SMB'], [50_000, 'UMM'], [250_000, 'ENTERPRISE']] },
    { signal: 'contacts', weight: 0.4, from: [[FEWEST_CONTACTS_HEARD, 'SMB'], [100, 'UMM'], [1000, 'ENTERPRISE']] },
  ],
};

/** Contacts beyond this number change no verdict, so nobody needs to count further. */
export const MOST_CONTACTS_COUNTED = 1000;

const SIZES: readonly Tier[] = ['ENTERPRISE', 'UMM', 'SMB', 'SOHO'];

/** The tier for which the most trust speaks; of two that are equal the larger, so that doubt never mails a large company. */
export function classify(signals: TierSignals, policy: TierPolicy): TierVerdict {
  const heard = [...testimonyOf(signals, policy)];
  const trustIn = (tier: Tier): number => heard.filter(({ says }) => says === tier).reduce((sum, { weight }) => sum + weight, 0);
  const total = heard.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return { tier: 'UNKNOWN', confidence: 0, evidence: [] };
  const tier = SIZES.reduce((best, next) => (trustIn(next) > trustIn(best) ? next : best));
  const doubt = heard.filter(({ says }) => says === tier).reduce((left, { weight }) => left * (1 - weight), 1);
  const confidence = Math.round((trustIn(tier) / total) * (1 - doubt) * 1000) / 1000;
  return { tier, confidence, evidence: heard.map(({ signal, value, says }) => ({ signal, value, says })) };
}

export function isSameVerdict(one: TierVerdict, other: TierVerdict): boolean {
  if (one.tier !== other.tier || one.confidence !== other.confidence || one.evidence.length !== other.evidence.length) return false;
  return one.evidence.every(({ signal, value, says }, index) => {
    const its = other.evidence[index];
    return its?.signal === signal && its.value === value && its.says === says;
  });
}

/** Whether mass messages may reach an account of this tier at all. */
export function mayBeMassTreated(tier: Tier, unknownIsLower: boolean): boolean {
  return !isUpperTier(tier) && (tier !== 'UNKNOWN' || unknownIsLower);
}

function* testimonyOf({ attributes, contacts, freeMail }: TierSignals, policy: TierPolicy): Generator<Evidence & { weight: number }> {
  for (const { signal, weight, from } of policy.bands) {
    const value = signal === 'contacts' ? contacts : attributes[signal];
    if (typeof value !== 'number' || !Number.isFinite(value)) continue;
    const band = from.findLast(([least]) => value >= least);
    if (band) yield { signal, value, says: band[1], weight };
  }
  if (freeMail) yield { signal: 'freeMail', value: true, says: 'SOHO', weight: policy.freeMailWeight };
}
