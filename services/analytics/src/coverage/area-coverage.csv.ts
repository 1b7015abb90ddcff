import { csvCell } from '@widecast/service-kit';
import type { Area, AreaCoverage, AreaQuery } from './area-coverage.api.ts';
import { REASONS } from './areas.repository.ts';

const COUNTS = ['accounts', 'accountsTouched', 'contacts', 'reachable', 'touched', 'untouched', 'coverage', 'touchedLately', 'saturation', 'touchedLeftOut', 'messages'] as const;

/** A line for each area, the total last. */
export function areaCsv({ by }: AreaQuery, { total, areas }: AreaCoverage): string {
  const titles = [...by, ...COUNTS, 'coverageLow', 'coverageHigh', 'saturationLow', 'saturationHigh', ...total.depth.map(({ messages }) => `depth_${messages}`), ...REASONS.map((reason) => `left_out_${reason}`)];
  const figures = (area: Area): (number | null | undefined)[] => [
    ...COUNTS.map((name) => area[name]), area.interval?.[0], area.interval?.[1], area.saturationInterval?.[0], area.saturationInterval?.[1],
    ...area.depth.map(({ contacts }) => contacts), ...REASONS.map((reason) => area.leftOut[reason]),
  ];
  const line = (names: readonly string[], area: Area): string => [...names.map(csvCell), ...figures(area).map((figure) => figure ?? '')].join(',');
  const lines = [titles.join(','), ...areas.map((area) => line(by.map((name) => area[name] ?? ''), area)), line(by.map((_, n) => (n === 0 ? 'total' : '')), total)];
  return `${lines.join('\r\n')}\r\n`;
}
