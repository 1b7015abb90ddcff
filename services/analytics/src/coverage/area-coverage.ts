import { newcombeDifference, wilsonInterval, type Interval } from '@widecast/stats';
import type { AnswerCounts } from './answers.repository.ts';
import type { Area, AreaCoverage, AreaQuery, TouchAnswers } from './area-coverage.api.ts';
import type { AreaCounts } from './areas.repository.ts';

/** Counts with the rates that follow from them. */
export function areaCoverageOf(query: AreaQuery, counts: readonly AreaCounts[], answers: readonly AnswerCounts[]): AreaCoverage {
  const total = counts.find(({ isTotal }) => isTotal) ?? NOBODY;
  const areas = counts.filter(({ isTotal }) => !isTotal);
  const touches = answers.map(touchOf);
  return {
    days: query.days, total: areaOf(total), areas: areas.map((one) => ({ ...one.area, ...areaOf(one) }) as AreaCoverage['areas'][number]), moreAreas: total.areas - areas.length,
    answers: { response: query.response, window: query.window, touches, fallsFrom: touches.find(({ differenceInterval }) => (differenceInterval?.[1] ?? 0) < 0)?.touch ?? null },
  };
}

const NOBODY: AreaCounts = {
  area: {}, isTotal: true, areas: 0, accounts: 0, accountsTouched: 0, contacts: 0, leftOut: {}, reachable: 0, touched: 0, touchedLately: 0, touchedLeftOut: 0, messages: 0, depth: [],
};

function areaOf({ area: _area, isTotal: _isTotal, areas: _areas, depth, ...counts }: AreaCounts): Area {
  const coverage = wilsonInterval(counts.touched, counts.reachable);
  const saturation = wilsonInterval(counts.touchedLately, counts.reachable);
  return {
    ...counts, untouched: counts.reachable - counts.touched,
    coverage: coverage?.estimate ?? null, interval: endsOf(coverage), saturation: saturation?.estimate ?? null, saturationInterval: endsOf(saturation),
    depth: depth.map((contacts, messages) => ({ messages, contacts })),
  };
}

function touchOf({ touch, contacts, answered, answeredFirst }: AnswerCounts): TouchAnswers {
  const [rate, first] = [wilsonInterval(answered, contacts), wilsonInterval(answeredFirst, contacts)];
  const fall = touch === 1 ? null : newcombeDifference({ successes: answered, trials: contacts }, { successes: answeredFirst, trials: contacts });
  return {
    touch, contacts, answered, rate: rate?.estimate ?? null, interval: endsOf(rate), firstRate: first?.estimate ?? null, firstInterval: endsOf(first),
    difference: fall?.difference ?? null, differenceInterval: endsOf(fall),
  };
}

const endsOf = (interval: Pick<Interval, 'low' | 'high'> | null): number[] | null => interval && [interval.low, interval.high];
