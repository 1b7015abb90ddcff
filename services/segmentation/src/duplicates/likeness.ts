import { similarity } from './company-name.ts';

/** What of an account says that it may be another one too. */
export interface Profile {
  readonly id: string;
  readonly key: string;
  readonly words: readonly string[];
  /** How many accounts have a name of these words. */
  readonly namesakes: number;
  readonly country: string | null;
  readonly region: string | null;
  readonly city: string | null;
  readonly taxIds: readonly string[];
  /** Domains that companies registered. */
  readonly domains: readonly string[];
  readonly parents: readonly string[];
}

export interface Reason {
  readonly kind: 'tax id' | 'domain' | 'name' | 'near name' | 'part of the name' | 'city' | 'region' | 'country' | 'other tax id' | 'other domain' | 'other name' | 'other country' | 'other region' | 'other city';
  readonly value: string;
  /** Above 0: what it adds to the score, of what is missing to 1. Below 0: the part of the score that it takes away. */
  readonly weight: number;
}

export interface Likeness {
  readonly score: number;
  readonly reasons: readonly Reason[];
}

/** From where on a pair is proposed. */
export const PROPOSED_FROM = 0.5;
const NEAR = 0.85;
/** Shorter names are near to too many. */
const SHORTEST_NEAR = 5;

/** How likely two accounts are one company; undefined where one is the parent of the other. */
export function likenessOf(one: Profile, other: Profile): Likeness | undefined {
  if (one.parents.includes(other.key) || other.parents.includes(one.key)) return undefined;
  const reasons = [...byTaxId(one, other), ...byDomain(one, other), ...byName(one, other), ...byPlace(one, other)];
  const missing = reasons.reduce((left, { weight }) => (weight > 0 ? left * (1 - weight) : left), 1);
  const kept = reasons.reduce((share, { weight }) => (weight < 0 ? share * (1 + weight) : share), 1);
  return { score: Math.round(1000 * (1 - missing) * kept) / 1000, reasons };
}

function compared(kind: 'tax id' | 'domain', mine: readonly string[], others: readonly string[], { same, another }: { same: number; another: number }): Reason[] {
  const shared = mine.find((value) => others.includes(value));
  if (shared !== undefined) return [{ kind, value: shared, weight: same }];
  return mine.length > 0 && others.length > 0 ? [{ kind: `other ${kind}`, value: `${mine[0] ?? ''}, ${others[0] ?? ''}`, weight: another }] : [];
}

const byTaxId = (one: Profile, other: Profile): Reason[] => compared('tax id', one.taxIds, other.taxIds, { same: 0.75, another: -0.9 });
const byDomain = (one: Profile, other: Profile): Reason[] => compared('domain', one.domains, other.domains, { same: 0.5, another: -0.35 });

function byName(one: Profile, other: Profile): Reason[] {
  if (one.words.length === 0 || other.words.length === 0) return [];
  const [mine, its] = [one.words.toSorted().join(' '), other.words.toSorted().join(' ')];
  if (mine === its) return [{ kind: 'name', value: one.words.join(' '), weight: one.namesakes <= 3 ? 0.45 : one.namesakes <= 10 ? 0.3 : 0.15 }];
  const value = `${one.words.join(' ')}, ${other.words.join(' ')}`;
  if (isNear(one.words.join(' '), other.words.join(' '))) return [{ kind: 'near name', value, weight: 0.4 }];
  // Branches and shops have the name of the whole and a place.
  const [short, long] = one.words.length < other.words.length ? [one, other] : [other, one];
  if (short.words.every((word) => long.words.includes(word))) return [{ kind: 'part of the name', value, weight: -0.3 }];
  return [{ kind: 'other name', value, weight: -0.2 }];
}

/** Numbers tell firms of one name apart. */
export function isNear(one: string, other: string): boolean {
  if (Math.min(one.length, other.length) < SHORTEST_NEAR || Math.abs(one.length - other.length) > (1 - NEAR) * Math.max(one.length, other.length)) return false;
  return numbersIn(one) === numbersIn(other) && similarity(one, other) >= NEAR;
}

const numbersIn = (name: string): string => name.replaceAll(/\D+/g, ' ');

/** The narrowest place that both name. */
function byPlace(one: Profile, other: Profile): Reason[] {
  for (const [kind, same, another] of [['city', 0.25, -0.3], ['region', 0.2, -0.3], ['country', 0.05, -0.5]] as const) {
    const [mine, its] = [one[kind], other[kind]];
    if (mine !== null && its !== null) return [mine === its ? { kind, value: mine, weight: same } : { kind: `other ${kind}`, value: `${mine}, ${its}`, weight: another }];
  }
  return [];
}
