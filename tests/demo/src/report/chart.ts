import { escapeHtml } from './escape.ts';

export interface Estimate {
  readonly label: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Beside the interval, like "3,894 of 21,307". */
  readonly note: string;
}

const WIDTH = 760;
const LEFT = 190;
const RIGHT = 190;
const ROW = 34;
const TICKS = 5;

/** Points with their intervals on one scale, as an inline SVG; `zero` draws a line where there is no difference. */
export function intervalChart(title: string, estimates: readonly Estimate[], { zero }: { readonly zero: 'line' | 'none' }): string {
  const ends = estimates.flatMap(({ low, high }) => [low, high]);
  const edges = zero === 'line' ? [...ends, 0] : ends;
  const [least, most] = [Math.min(...edges), Math.max(...edges)];
  const margin = (most - least || 0.01) * 0.08;
  const at = scaleOf(zero === 'line' ? least - margin : Math.max(0, least - margin), most + margin);
  const height = ROW * (estimates.length + 1) + 18;
  const rows = estimates.map((estimate, index) => rowOf(estimate, ROW * index + ROW / 2 + 8, at)).join('');
  const line = zero === 'line' ? `<line class="zero" x1="${at.of(0)}" x2="${at.of(0)}" y1="4" y2="${height - 30}"/>` : '';
  return `<figure><figcaption>${escapeHtml(title)}</figcaption><svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escapeHtml(title)}">${axisOf(at, height)}${line}${rows}</svg></figure>`;
}

interface Scale {
  readonly low: number;
  readonly high: number;
  readonly of: (value: number) => number;
}

const scaleOf = (low: number, high: number): Scale => ({
  low, high, of: (value) => Math.round((LEFT + ((value - low) / (high - low)) * (WIDTH - LEFT - RIGHT)) * 10) / 10,
});

const percent = (value: number, digits: number): string => `${(value * 100).toFixed(digits)} %`;

function rowOf({ label, value, low, high, note }: Estimate, y: number, at: Scale): string {
  const tip = `${label}: ${percent(value, 3)}, 95 % between ${percent(low, 3)} and ${percent(high, 3)}`;
  return `<g><title>${escapeHtml(tip)}</title><text x="${LEFT - 14}" y="${y + 4}" text-anchor="end">${escapeHtml(label)}</text>
<line class="interval" x1="${at.of(low)}" x2="${at.of(high)}" y1="${y}" y2="${y}"/><circle cx="${at.of(value)}" cy="${y}" r="5"/>
<text x="${WIDTH - RIGHT + 14}" y="${y + 4}"><tspan class="figure">${percent(value, 2)}</tspan> <tspan class="note">${escapeHtml(note)}</tspan></text></g>`;
}

function axisOf(at: Scale, height: number): string {
  const values = Array.from({ length: TICKS }, (_, index) => at.low + ((at.high - at.low) * index) / (TICKS - 1));
  return values
    .map((value) => `<line class="grid" x1="${at.of(value)}" x2="${at.of(value)}" y1="4" y2="${height - 30}"/><text class="tick" x="${at.of(value)}" y="${height - 12}" text-anchor="middle">${percent(value, 2)}</text>`)
    .join('');
}
