import { count } from '../progress.ts';
import { escapeHtml } from './escape.ts';

export interface Part {
  readonly label: string;
  readonly value: number;
  readonly tone: 'good' | 'first' | 'second' | 'third' | 'quiet' | 'warn';
}

const shareOf = (value: number, whole: number): number => (whole === 0 ? 0 : (value / whole) * 100);

export const percent = (share: number, digits = 1): string => `${share.toFixed(digits)} %`;

/** The parts of a whole as one bar, and below it what each part is; parts of nothing are not shown. */
export function stackedBar(title: string, parts: readonly Part[]): string {
  const shown = parts.filter(({ value }) => value > 0);
  const whole = shown.reduce((sum, { value }) => sum + value, 0);
  const bar = shown.map(({ label, value, tone }) => `<span class="${tone}" style="flex-grow:${value}" title="${escapeHtml(label)}: ${count(value)}"></span>`);
  const legend = shown.map(({ label, value, tone }) =>
    `<li><i class="${tone}"></i>${escapeHtml(label)} <b>${count(value)}</b> <small>${percent(shareOf(value, whole))}</small></li>`);
  return `<figure><figcaption>${escapeHtml(title)}</figcaption><div class="stack" aria-hidden="true">${bar.join('')}</div><ul class="legend">${legend.join('')}</ul></figure>`;
}

export interface Row {
  readonly label: string;
  readonly value: number;
  /** A part of the value that has a colour of its own. */
  readonly part?: number;
  readonly note: string;
}

/** One bar a row, all on one scale. */
export function barRows(title: string, rows: readonly Row[]): string {
  const most = Math.max(...rows.map(({ value }) => value), 1);
  const lines = rows.map(({ label, value, part = 0, note }) => `<tr><th>${escapeHtml(label)}</th>
<td class="bar"><span class="first" style="width:${shareOf(value - part, most)}%"></span><span class="warn" style="width:${shareOf(part, most)}%"></span></td>
<td>${count(value)}</td><td class="soft">${escapeHtml(note)}</td></tr>`);
  return `<figure><figcaption>${escapeHtml(title)}</figcaption><table class="bars">${lines.join('')}</table></figure>`;
}
