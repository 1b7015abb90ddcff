import type { ArmReport, Lift } from '../client/answers.ts';
import type { Findings } from '../findings.ts';
import { intervalChart, type Estimate } from './chart.ts';
import { escapeHtml } from './escape.ts';
import { STYLE } from './page.style.ts';
import { count } from './progress.ts';

/** The findings as one page that needs nothing else. */
export function pageOf(findings: Findings): string {
  const { market, eventLog, seconds, differences, checks } = findings;
  const verdict = differences.length === 0 ? `All ${count(checks)} figures equal the truth.` : `${count(differences.length)} of ${count(checks)} figures differ from the truth.`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Widecast: one funnel</title><style>${STYLE}</style></head>
<body><h1>One funnel, from import to report</h1>
<p>${escapeHtml(market)}; event log: ${escapeHtml(eventLog)}; ${seconds.toFixed(1)} s.</p>
<p class="${differences.length === 0 ? 'good' : 'bad'}">${verdict}</p>
${differencesOf(findings)}${tilesOf(findings)}
<h2>What the campaign did</h2>${armTable(findings.arms)}
${intervalChart('Visited, share of the arm with its 95 % interval', findings.arms.map(visitOf), { zero: 'none' })}
${intervalChart('Bought, share of the arm with its 95 % interval', findings.arms.map(conversionOf), { zero: 'none' })}
<h2>What it added</h2>
${intervalChart('Visits, difference of two arms with its 95 % interval', liftsOf(findings.lifts, 'visit'), { zero: 'line' })}
${intervalChart('Purchases, difference of two arms with its 95 % interval', liftsOf(findings.lifts, 'conversion'), { zero: 'line' })}
<h2>Where every delivery is</h2>${pairsTable('state', findings.ledger)}
<h2>Tiers</h2>${pairsTable('tier', Object.fromEntries(Object.entries(findings.tiers).map(([tier, { accounts }]) => [tier, accounts])))}
</body></html>
`;
}

function differencesOf({ differences }: Findings): string {
  if (differences.length === 0) return '';
  const rows = differences.map(({ what, expected, actual }) => `<tr><td>${escapeHtml(what)}</td><td>${escapeHtml(JSON.stringify(expected) ?? '')}</td><td>${escapeHtml(JSON.stringify(actual) ?? '')}</td></tr>`);
  return `<table><tr><th>figure</th><th>truth</th><th>told</th></tr>${rows.join('')}</table>`;
}

function tilesOf({ handedOff, mailedUpperTier, tickets, held, funnel, messages }: Findings): string {
  const tiles: readonly (readonly [string, number])[] = [
    ['messages at the sink', messages], ['accounts handed off', handedOff], ['of them mailed', mailedUpperTier], ['tickets', tickets],
    ['promotions held by complaints', held], ['reached the goal of the funnel', funnel.goal],
  ];
  return `<ul class="tiles">${tiles.map(([label, value]) => `<li><b>${count(value)}</b>${escapeHtml(label)}</li>`).join('')}</ul>`;
}

function armTable(arms: readonly ArmReport[]): string {
  const head = ['arm', 'customers', 'sent', 'visits', 'conversions', 'spend', 'spend a customer'];
  const rows = arms.map(({ arm, customers, sent, visits, conversions, spend, spendPerCustomer }) =>
    [escapeHtml(arm), count(customers), count(sent), count(visits), count(conversions), spend.toFixed(2), (spendPerCustomer ?? 0).toFixed(5)],
  );
  return `<table><tr>${head.map((name) => `<th>${name}</th>`).join('')}</tr>${rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')}</table>`;
}

const pairsTable = (name: string, pairs: Readonly<Record<string, number>>): string =>
  `<table><tr><th>${name}</th><th>count</th></tr>${Object.entries(pairs).map(([key, value]) => `<tr><td>${escapeHtml(key)}</td><td>${count(value)}</td></tr>`).join('')}</table>`;

const visitOf = ({ arm, customers, visits, visitRate, visitInterval }: ArmReport): Estimate =>
  ({ label: arm, value: visitRate ?? 0, low: visitInterval?.[0] ?? 0, high: visitInterval?.[1] ?? 0, note: `${count(visits)} of ${count(customers)}` });

const conversionOf = ({ arm, customers, conversions, conversionRate, conversionInterval }: ArmReport): Estimate =>
  ({ label: arm, value: conversionRate ?? 0, low: conversionInterval?.[0] ?? 0, high: conversionInterval?.[1] ?? 0, note: `${count(conversions)} of ${count(customers)}` });

const liftsOf = (lifts: readonly Lift[], metric: Lift['metric']): Estimate[] =>
  lifts.filter((lift) => lift.metric === metric).map(({ arm, against, difference, interval }) =>
    ({ label: arm, value: difference ?? 0, low: interval?.[0] ?? 0, high: interval?.[1] ?? 0, note: `− ${against}` }));
