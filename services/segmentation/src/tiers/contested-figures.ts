import { isUpperTier, type Tier } from '@widecast/contracts';
import { classify, type Company, type CompiledPolicy, type Verdict } from '@widecast/tiers';
import { companyOf, type TierSignals } from './account-company.ts';
import { bandOf } from './size-signals.ts';

const FIGURES = ['employees', 'revenue', 'seats', 'spend'] as const;
type Figure = (typeof FIGURES)[number];

/** A figure below this share of what was told before is more often a slip, or another company, than the truth. */
const FAR = 1 / 3;

/** As the evidence of an account names what was told before: `employeesBefore`. */
const BEFORE = 'Before';
export const CONTESTED_SIGNALS = FIGURES.map((figure) => `${figure}${BEFORE}`);

interface Heard {
  readonly signal: string;
  readonly value: string | number | boolean;
  readonly says: Tier;
  readonly weight: number;
}

interface Known extends TierSignals {
  readonly evidence: readonly Heard[];
}

/** What holds of a large company as long as figures are contested, with what was told of these before. */
export interface Contested {
  readonly verdict: Verdict;
  readonly past: readonly Heard[];
}

/**
 * A company that was large is not small because one figure of its size fell far below what was told before: what was told before counts, until
 * the headcount and the revenue both say that it is small, or a person does. Undefined where nothing is contested.
 */
export function contested(account: Known, now: Verdict, { compiled, before }: { compiled: CompiledPolicy; before: Tier }): Contested | undefined {
  if (compiled.policy.treatment.contested === 'believed' || !isUpperTier(before) || isUpperTier(now.tier) || isConfirmed(now)) return undefined;
  const fallen = fallenOf(account);
  if (fallen.size === 0) return undefined;
  const verdict = classify(companyOf({ ...account, attributes: { ...account.attributes, ...Object.fromEntries(fallen) } }), compiled, before);
  if (!isUpperTier(verdict.tier)) return undefined;
  const past = verdict.evidence.filter(({ signal }) => [...fallen.keys()].some((figure) => figure === signal));
  return { verdict, past: past.map((heard) => ({ ...heard, signal: `${heard.signal}${BEFORE}` })) };
}

/** Seats are none of these: large companies buy few. */
const isConfirmed = ({ evidence }: Verdict): boolean => ['employees', 'revenue'].every((figure) => evidence.some(({ signal, says }) => signal === figure && !isUpperTier(says)));

/** The figures that fell far, with what was told before. */
function fallenOf(account: Known): Map<Figure, Heard['value']> {
  const now = companyOf(account);
  const toldOf = (name: string): Heard['value'] | undefined => account.evidence.find(({ signal }) => signal === name)?.value;
  return new Map(FIGURES.flatMap((figure) => {
    const past = toldOf(`${figure}${BEFORE}`) ?? toldOf(figure);
    return past !== undefined && sizeOf(now[figure]) < sizeOf(past) * FAR ? [[figure, past]] : [];
  }));
}

/** NaN where there is none, which is less than nothing. */
function sizeOf(told: Company['employees'] | string | boolean): number {
  const size = typeof told === 'string' ? bandOf(told) : told;
  return typeof size === 'object' ? size.from : Number(size);
}
