import { isUpperTier, type Tier } from '@widecast/contracts';
import { classify, revenueIn, type Company, type CompiledPolicy, type TierPolicy, type Verdict } from '@widecast/tiers';
import { companyOf, type TierSignals } from './account-company.ts';

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
  const fallen = fallenOf(account, compiled.policy);
  if (fallen.length === 0) return undefined;
  const verdict = classify(companyOf({ ...account, attributes: Object.assign({ ...account.attributes }, ...fallen.map(({ told }) => told)) }), compiled, before);
  if (!isUpperTier(verdict.tier)) return undefined;
  const past = verdict.evidence.filter(({ signal }) => fallen.some(({ figure }) => figure === signal));
  return { verdict, past: past.map((heard) => ({ ...heard, signal: `${heard.signal}${BEFORE}` })) };
}

/** Seats are none of these: large companies buy few. */
const isConfirmed = ({ evidence }: Verdict): boolean => ['employees', 'revenue'].every((figure) => evidence.some(({ signal, says }) => signal === figure && !isUpperTier(says)));

/** The figures that fell far, with what was told before. */
function fallenOf(account: Known, policy: TierPolicy): { figure: Figure; told: TierSignals['attributes'] }[] {
  const now = companyOf(account);
  const valueOf = (name: string): Heard['value'] | undefined => account.evidence.find(({ signal }) => signal === name)?.value;
  return FIGURES.flatMap((figure) => {
    const value = valueOf(`${figure}${BEFORE}`) ?? valueOf(figure);
    if (value === undefined) return [];
    const told = figure === 'revenue' ? revenueTold(value, policy) : { [figure]: value };
    const past = companyOf({ ...account, attributes: { ...account.attributes, ...told } });
    const isFar = sizeOf(now, { figure, policy }) < sizeOf(past, { figure, policy }) * FAR;
    return isFar || isNothing(account.attributes[figure], now[figure]) ? [{ figure, told }] : [];
  });
}

/** What is told now is no size: -4 people. */
const isNothing = (told: unknown, heard: unknown): boolean => told !== undefined && heard === undefined;

/** Also where the figure is the same, and its currency is another now. */
function revenueTold(value: Heard['value'], { currency }: TierPolicy): TierSignals['attributes'] {
  const [figure, code = currency] = String(value).split(' ');
  return { revenue: Number(figure), revenue_currency: code };
}

/** NaN where there is none, which is below nothing. */
function sizeOf(company: Company, { figure, policy }: { figure: Figure; policy: TierPolicy }): number {
  const size = figure === 'revenue' ? revenueIn(company, policy) : company[figure];
  return typeof size === 'object' ? size.from : Number(size);
}
