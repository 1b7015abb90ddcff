import type { Findings } from '../../findings.ts';
import { count } from '../progress.ts';
import { percent } from './bars.ts';
import { campaignSection } from './campaign.section.ts';
import { escapeHtml } from './escape.ts';
import { STYLE } from './page.style.ts';
import { reachSection } from './reach.section.ts';
import { supportSection } from './support.section.ts';

/** The findings as one page that needs nothing else. */
export function pageOf(findings: Findings): string {
  const { market, eventLog, seconds } = findings;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Widecast: one funnel</title><style>${STYLE}</style></head>
<body><header><div><h1>One funnel, from import to report</h1>
<p>${escapeHtml(market)} · event log: ${escapeHtml(eventLog)} · ${seconds.toFixed(1)} s</p></div>${verdictOf(findings)}</header>
${differencesOf(findings)}${tilesOf(findings)}
${campaignSection(findings)}
${reachSection(findings)}
${supportSection(findings)}
<footer>All intervals are 95 %: Wilson's for rates, Newcombe's for their differences, the normal one for revenue. Every figure was compared with what is
known of the market; who was mailed is taken from the mail system's own record.</footer>
</body></html>
`;
}

function verdictOf({ differences, checks }: Findings): string {
  if (differences.length === 0) return `<p class="verdict good">✓ All ${count(checks)} figures equal the truth</p>`;
  return `<p class="verdict bad">✗ ${count(differences.length)} of ${count(checks)} figures differ from the truth</p>`;
}

function differencesOf({ differences }: Findings): string {
  if (differences.length === 0) return '';
  const cell = (value: unknown): string => `<td>${escapeHtml(JSON.stringify(value) ?? '')}</td>`;
  const rows = differences.map(({ what, expected, actual }) => `<tr><td>${escapeHtml(what)}</td>${cell(expected)}${cell(actual)}</tr>`);
  return `<section><h2>What differs</h2><div class="wide"><table><tr><th>figure</th><th>truth</th><th>told</th></tr>${rows.join('')}</table></div></section>`;
}

function tilesOf({ handedOff, mailedUpperTier, tickets, held, funnel, messages, coverage }: Findings): string {
  const tiles: readonly (readonly [string, string])[] = [
    ['messages at the mail system', count(messages)], ['of the segment reached', percent((coverage.coverage ?? 0) * 100)], ['accounts handed off', count(handedOff)],
    ['of the upper tiers mailed', count(mailedUpperTier)], ['tickets', count(tickets)], ['promotions held', count(held)],
    ['reached the goal of the funnel', `${count(funnel.goal)} of ${count(funnel.entered)}`],
  ];
  return `<ul class="tiles">${tiles.map(([label, value]) => `<li><b>${value}</b>${escapeHtml(label)}</li>`).join('')}</ul>`;
}
