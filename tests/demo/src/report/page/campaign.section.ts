import type { ArmReport, Lift, SpendDifference } from '../../client/answers.ts';
import type { Findings } from '../../findings.ts';
import { count } from '../progress.ts';
import { intervalChart, type Estimate, type Tone } from './chart.ts';
import { escapeHtml } from './escape.ts';

const TONES: readonly Tone[] = ['first', 'second', 'third'];
const HEAD = ['arm', 'customers', 'sent', 'visits', 'visited', 'purchases', 'bought', 'revenue', 'per customer', 'cost', 'per purchase'];

const rate = (value: number | null, digits = 2): string => (value === null ? '–' : `${(value * 100).toFixed(digits)} %`);
const money = (value: number | null, digits = 2): string =>
  value === null ? '–' : value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
const signed = (value: number): string => `${value > 0 ? '+' : ''}${money(value)}`;
const points = (value: number): string => `${value > 0 ? '+' : ''}${(value * 100).toFixed(2)} pt`;

/** Rates and money of the arms, and what they add to each other. */
export function campaignSection({ arms, lifts, spendDifferences }: Findings): string {
  const armTone = tonesOf(arms);
  const estimates = (measure: (arm: ArmReport) => Measured): Estimate[] => arms.map((arm) => ({ label: arm.arm, tone: armTone(arm.arm), ...measure(arm) }));
  const differences = (metric: Lift['metric']): Estimate[] => lifts.filter((lift) => lift.metric === metric).map(liftOf);
  return `<section><h2>What the campaign did</h2>${armTable(arms)}<div class="columns">
${intervalChart({ title: 'Visited, share of the arm', estimates: estimates(visitOf), textOf: (value) => rate(value), zero: 'none' })}
${intervalChart({ title: 'Bought, share of the arm', estimates: estimates(conversionOf), textOf: (value) => rate(value), zero: 'none' })}
</div></section>
<section><h2>What it added</h2>
<p>One arm minus another, in points, and below it as a share of the other's rate. What crosses the dashed line is grey: there may be no difference.</p>
<div class="columns">
${intervalChart({ title: 'Visits', estimates: differences('visit'), textOf: points, zero: 'line' })}
${intervalChart({ title: 'Purchases', estimates: differences('conversion'), textOf: points, zero: 'line' })}
</div></section>
<section><h2>What it earned</h2><div class="columns">
${intervalChart({ title: 'Revenue per customer', estimates: estimates(spendOf), textOf: (value) => money(value), zero: 'none' })}
${intervalChart({ title: 'Revenue per customer, one arm minus another', estimates: spendDifferences.map(earnedOf), textOf: signed, zero: 'line' })}
</div></section>`;
}

type Measured = Omit<Estimate, 'label' | 'tone'>;

function tonesOf(arms: readonly ArmReport[]): (name: string) => Tone {
  const mailed = arms.filter(({ holdOut }) => !holdOut).map(({ arm }) => arm);
  return (name) => (mailed.includes(name) ? (TONES[mailed.indexOf(name) % TONES.length] ?? 'first') : 'quiet');
}

function armTable(arms: readonly ArmReport[]): string {
  const rows = arms.map((arm) => [
    escapeHtml(arm.arm), count(arm.customers), count(arm.sent), count(arm.visits), rate(arm.visitRate), count(arm.conversions), rate(arm.conversionRate),
    money(arm.spend), money(arm.spendPerCustomer), money(arm.cost), money(arm.costPerConversion, 3),
  ]);
  const head = HEAD.map((name) => `<th>${name}</th>`).join('');
  return `<div class="wide"><table><tr>${head}</tr>${rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')}</table></div>`;
}

const between = (interval: readonly [number, number] | null): Pick<Estimate, 'low' | 'high'> => ({ low: interval?.[0] ?? 0, high: interval?.[1] ?? 0 });

const visitOf = ({ customers, visits, visitRate, visitInterval }: ArmReport): Measured =>
  ({ value: visitRate ?? 0, ...between(visitInterval), note: `${count(visits)} of ${count(customers)}` });

const conversionOf = ({ customers, conversions, conversionRate, conversionInterval }: ArmReport): Measured =>
  ({ value: conversionRate ?? 0, ...between(conversionInterval), note: `${count(conversions)} of ${count(customers)}` });

const spendOf = ({ customers, spend, spendPerCustomer, spendInterval }: ArmReport): Measured =>
  ({ value: spendPerCustomer ?? 0, ...between(spendInterval), note: `${money(spend, 0)} from ${count(customers)}` });

const toneOf = ({ low, high }: Pick<Estimate, 'low' | 'high'>): Tone => (low <= 0 && high >= 0 ? 'quiet' : 'first');

function liftOf({ arm, against, difference, interval, relative }: Lift): Estimate {
  const ends = between(interval);
  const note = relative === null ? '' : `${relative > 0 ? '+' : ''}${rate(relative, 0)}`;
  return { label: arm, hint: `against ${against}`, value: difference ?? 0, ...ends, note, tone: toneOf(ends) };
}

function earnedOf({ arm, against, difference, interval }: SpendDifference): Estimate {
  const ends = between(interval);
  return { label: arm, hint: `against ${against}`, value: difference ?? 0, ...ends, note: 'per customer', tone: toneOf(ends) };
}
