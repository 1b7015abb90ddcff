import { escapeHtml } from './escape.ts';
import { scaleOf, type Scale } from './scale.ts';

export interface Estimate {
  readonly label: string;
  /** Below the label, like "against Hold-out". */
  readonly hint?: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Below the figure, like "3,894 of 21,307". */
  readonly note: string;
  readonly tone: Tone;
}

/** Which colour: an arm's own, that of a hold-out, or that of a difference that may be none. */
export type Tone = 'first' | 'second' | 'third' | 'quiet';

export interface ChartPlan {
  readonly title: string;
  readonly estimates: readonly Estimate[];
  readonly textOf: (value: number) => string;
  /** Draws a line where there is no difference. */
  readonly zero: 'line' | 'none';
}

const WIDTH = 590;
const PLACE = { from: 168, to: 444 } as const;
const ROW = 44;
const TOP = 8;

/** Points with their intervals on one scale, as an inline SVG. */
export function intervalChart({ title, estimates, textOf, zero }: ChartPlan): string {
  const ends = estimates.flatMap(({ low, high }) => [low, high]);
  const scale = scaleOf(zero === 'line' ? [...ends, 0] : ends, PLACE);
  const bottom = TOP + ROW * estimates.length;
  const rows = estimates.map((estimate, index) => rowOf(estimate, { y: TOP + ROW * index + ROW / 2, scale, textOf }));
  const line = zero === 'line' ? `<line class="zero" x1="${scale.of(0)}" x2="${scale.of(0)}" y1="${TOP}" y2="${bottom}"/>` : '';
  return `<figure><figcaption>${escapeHtml(title)}</figcaption>
<svg viewBox="0 0 ${WIDTH} ${bottom + 26}" role="img" aria-label="${escapeHtml(title)}">${axisOf(scale, bottom, textOf)}${line}${rows.join('')}</svg></figure>`;
}

interface RowPlan extends Pick<ChartPlan, 'textOf'> {
  readonly y: number;
  readonly scale: Scale;
}

function rowOf({ label, hint, value, low, high, note, tone }: Estimate, { y, scale, textOf }: RowPlan): string {
  const tip = `${label}${hint === undefined ? '' : ` ${hint}`}: ${textOf(value)}, 95 % between ${textOf(low)} and ${textOf(high)}`;
  const [left, right] = [PLACE.from - 16, PLACE.to + 16];
  const twoLines = (x: number, anchor: 'start' | 'end', [upper, lower]: readonly [string, string | undefined]): string =>
    `<text class="figure" x="${x}" y="${lower === undefined ? y + 4 : y - 3}" text-anchor="${anchor}">${escapeHtml(upper)}</text>` +
    (lower === undefined ? '' : `<text class="note" x="${x}" y="${y + 13}" text-anchor="${anchor}">${escapeHtml(lower)}</text>`);
  return `<g class="${tone}"><title>${escapeHtml(tip)}</title>${twoLines(left, 'end', [label, hint])}
<line class="interval" x1="${scale.of(low)}" x2="${scale.of(high)}" y1="${y}" y2="${y}"/><circle cx="${scale.of(value)}" cy="${y}" r="6"/>
${twoLines(right, 'start', [textOf(value), note])}</g>`;
}

function axisOf({ ticks, of }: Scale, bottom: number, textOf: ChartPlan['textOf']): string {
  return ticks
    .map((tick) => `<line class="grid" x1="${of(tick)}" x2="${of(tick)}" y1="${TOP}" y2="${bottom}"/><text class="tick" x="${of(tick)}" y="${bottom + 18}" text-anchor="middle">${escapeHtml(shortOf(textOf(tick)))}</text>`)
    .join('');
}

/** Without the noughts that no tick needs: "10 %", not "10.00 %". */
const shortOf = (text: string): string => text.replace(/(\.\d*?)0+(?=\D|$)/, '$1').replace(/\.(?=\D|$)/, '');
