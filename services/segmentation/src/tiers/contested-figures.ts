import { isUpperTier, type Tier } from '@widecast/contracts';
import { classify, revenueIn, type Company, type CompiledPolicy, type Headcount, type TierPolicy, type Verdict } from '@widecast/tiers';
import { companyOf, type TierSignals } from './account-company.ts';

// Seats after the spend, which is not heard beside them.
const FIGURES = ['employees', 'revenue', 'spend', 'seats'] as const;
type Figure = (typeof FIGURES)[number];
type Band = Exclude<Headcount, number>;

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
 * the headcount and the revenue both say that it is small, or a person does. A policy by which it is small whatever was told lets that stand in the
 * evidence, for the next policy. Undefined where nothing is contested.
 */
export function contested(account: Known, now: Verdict, { compiled, before }: { compiled: CompiledPolicy; before: Tier }): Contested | undefined {
  if (compiled.policy.treatment.contested === 'believed' || !(isUpperTier(before) || isContested(account)) || isUpperTier(now.tier) || isConfirmed(now)) return undefined;
  const fallen = fallenOf(account, compiled.policy);
  if (fallen.length === 0) return undefined;
  const verdict = classify(companyOf({ ...account, attributes: Object.assign({ ...account.attributes }, ...fallen.map(({ told }) => told)) }), compiled, before);
  const past = verdict.evidence.filter(({ signal }) => fallen.some(({ figure }) => figure === signal));
  return { verdict: isUpperTier(verdict.tier) ? verdict : now, past: past.map((heard) => ({ ...heard, signal: `${heard.signal}${BEFORE}` })) };
}

const isContested = ({ evidence }: Known): boolean => evidence.some(({ signal }) => CONTESTED_SIGNALS.includes(signal));

/** Seats are none of these: large companies buy few. */
const isConfirmed = ({ evidence }: Verdict): boolean => ['employees', 'revenue'].every((figure) => evidence.some(({ signal, says }) => signal === figure && !isUpperTier(says)));

/** The figures that fell far, or are not heard any more, with what was told before. */
function fallenOf(account: Known, policy: TierPolicy): { figure: Figure; told: TierSignals['attributes'] }[] {
  const now = companyOf(account);
  const valueOf = (name: string): Heard['value'] | undefined => account.evidence.find(({ signal }) => signal === name)?.value;
  return FIGURES.flatMap((figure) => {
    const value = valueOf(`${figure}${BEFORE}`) ?? valueOf(figure);
    // Absent is only what was told of an account that is merged into it no more.
    if (value === undefined || account.attributes[figure] === undefined) return [];
    const told = toldOf(figure, value, policy);
    const past = sizeOf(companyOf({ ...account, attributes: { ...account.attributes, ...told } }), { figure, policy, ofBand: ({ from }) => from });
    return past !== undefined && (sizeOf(now, { figure, policy, ofBand: middleOf }) ?? -1) < past * FAR ? [{ figure, told }] : [];
  });
}

function toldOf(figure: Figure, value: Heard['value'], policy: TierPolicy): TierSignals['attributes'] {
  if (figure === 'revenue') return revenueTold(value, policy);
  return figure === 'spend' ? { spend: value, seats: null } : { [figure]: value };
}

/** Also where the figure is the same, and its currency is another now. */
function revenueTold(value: Heard['value'], { currency }: TierPolicy): TierSignals['attributes'] {
  const [figure, code = currency] = String(value).split(' ');
  return { revenue: Number(figure), revenue_currency: code };
}

/** Undefined where none is heard: taken away, no size at all, in a currency without a rate, or a spend beside seats. */
function sizeOf(company: Company, { figure, policy, ofBand }: { figure: Figure; policy: TierPolicy; ofBand: (band: Band) => number }): number | undefined {
  if (figure === 'spend' && (company.seats ?? 0) >= 1) return undefined;
  const size = figure === 'revenue' ? revenueIn(company, policy) : company[figure];
  return typeof size === 'object' ? ofBand(size) : size;
}

/** From one band to the next below, as from 250+ to 50-249, is no fall. */
const middleOf = ({ from, to }: Band): number => Math.sqrt(Math.max(from, 1) * (to ?? from));
