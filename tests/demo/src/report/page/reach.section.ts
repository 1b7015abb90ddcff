import { isUpperTier, type Tier } from '@widecast/contracts';
import type { Findings } from '../../findings.ts';
import { count } from '../progress.ts';
import { barRows, percent, stackedBar, type Part } from './bars.ts';

const TONES: Readonly<Record<string, Part['tone']>> = {
  accepted: 'good', held_out: 'quiet', held: 'warn', suppressed: 'second', skipped: 'second', failed: 'warn', in_doubt: 'warn', cancelled: 'third', expired: 'third',
};

/** Where every delivery is, how much of the segment was reached, and whom the tiers keep out. */
export function reachSection({ ledger, secondLedger, coverage, tiers }: Findings): string {
  const { selected, leftOut, reached, reachable, interval } = coverage;
  const area: readonly Part[] = [
    { label: 'reached', value: reached, tone: 'good' }, { label: 'held out', value: reachable - reached, tone: 'quiet' },
    ...Object.entries(leftOut).map(([reason, value]): Part => ({ label: `left out, ${wordsOf(reason)}`, value, tone: reason === 'upper_tier' ? 'second' : 'third' })),
  ];
  const [low, high] = (interval ?? [0, 0]).map((end) => percent(end * 100));
  return `<section><h2>Where every delivery is</h2><div class="columns">
${stackedBar(`Campaign with arms: an audience of ${count(ledger['audience'] ?? 0)}`, statesOf(ledger))}
${stackedBar(`Second campaign: an audience of ${count(secondLedger['audience'] ?? 0)}`, statesOf(secondLedger))}
</div></section>
<section><h2>Who was worked</h2><div class="columns">
<div>${stackedBar(`Segment of the campaign: ${count(selected)} selected`, area)}
<p>Coverage: ${count(reached)} of ${count(reachable)} reachable contacts, ${percent((reached / reachable) * 100)} (95 %: ${low} … ${high}).</p></div>
${barRows('Accounts by tier', Object.entries(tiers).filter(([, { accounts, contacts }]) => accounts + contacts > 0).map(([tier, { accounts, contacts }]) => ({
  label: tier, value: accounts, part: isUpperTier(tier as Tier) ? accounts : 0, note: `${count(contacts)} contacts${isUpperTier(tier as Tier) ? ', handed off' : ''}`,
})))}
</div></section>`;
}

const wordsOf = (name: string): string => name.replaceAll('_', ' ');

const statesOf = (ledger: Readonly<Record<string, number>>): Part[] =>
  Object.entries(ledger)
    .filter(([state]) => state !== 'audience')
    .map(([state, value]) => ({ label: wordsOf(state), value, tone: TONES[state] ?? 'first' }));
