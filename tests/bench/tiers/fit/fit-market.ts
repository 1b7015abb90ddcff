import { contactStepOf, industries as INDUSTRIES, jobTitles, legalForms, mailKinds, revenueIn, type MarketModel, type TierPolicy } from '@widecast/tiers';
import type { Case } from '../companies.ts';
import { deviation, figures, mean, median, rounded, sum } from './statistics.ts';

const CLASSES = [1, 3, 6, 10, 16, 30, 50, 101, 251, 1000];
const STEPS = ['1', '2', '3', '4-5', '6-9'];
/** A figure that makes a company large is believed oftener than the data ask for: a large one must not be mailed. */
const BELIEVED = 0.00002;
const classOf = (employees: number): number => CLASSES.findLastIndex((least) => employees >= least);

/** Companies whose own size is the one the truth tells: members of groups have another. */
const isAlone = ({ truth: { traits } }: Case): boolean => !traits.some((trait) => ['parent', 'subsidiary', 'branch'].includes(trait));

function tableOf(cases: readonly Case[], names: readonly string[], namesIn: (one: Case) => readonly string[]): Record<string, number[]> {
  const counts = new Map(names.map((name) => [name, CLASSES.map(() => 0)]));
  for (const one of cases) {
    for (const name of namesIn(one)) {
      const row = counts.get(name);
      const place = classOf(one.truth.employees);
      if (row) row[place] = (row[place] ?? 0) + 1;
    }
  }
  const totals = CLASSES.map((_, place) => sum([...counts.values()].map((row) => row[place] ?? 0)));
  const all = sum(totals);
  return Object.fromEntries([...counts].filter(([, row]) => sum(row) > 0).map(([name, row]) => {
    const overall = sum(row) / all;
    return [name, row.map((count, place) => rounded(Math.min(-0.001, Math.log((count + 5 * overall) / ((totals[place] ?? 0) + 5))), 3))];
  }));
}

const logRatio = (told: number, truth: number): number => Math.log(Math.max(told, 0.5) / Math.max(truth, 0.5));

function employeesOf(cases: readonly Case[]): MarketModel['employees'] {
  const errors = cases.flatMap(({ company: { employees }, truth }) => (typeof employees === 'number' && truth.employees >= 20 ? [logRatio(employees, truth.employees)] : []));
  const near = errors.filter((error) => Math.abs(error) < 0.8);
  const stray = 1 - near.length / errors.length;
  const exact = near.filter((error) => Math.abs(error) < 0.05).length / errors.length;
  const old = near.filter((error) => Math.abs(error) >= 0.05);
  return { exact: rounded(exact), drift: rounded(deviation(old)), stray: rounded(Math.max(stray, 0.003), 3) };
}

function revenueOf(cases: readonly Case[], policy: TierPolicy): MarketModel['revenue'] {
  const perHead = (some: readonly Case[]): number[] => some.map(({ truth }) => Math.log(truth.revenue / truth.employees));
  const usual = cases.filter(({ truth }) => !truth.traits.includes('rich-dwarf'));
  const within = INDUSTRIES.flatMap((industry) => {
    const logs = perHead(usual.filter(({ company }) => company.industry === industry));
    const centre = mean(logs);
    return logs.map((log) => log - centre);
  });
  const errors = cases.flatMap(({ company, truth }) => {
    const told = revenueIn(company, policy);
    return told === undefined ? [] : [logRatio(told, truth.revenue)];
  });
  const near = errors.filter((error) => Math.abs(error) < 0.8);
  const share = (from: number, to: number): number => errors.filter((error) => error > from && error < to).length / errors.length;
  const old = near.filter((error) => Math.abs(error) >= 0.05);
  const thousands = share(-8.5, -5.5);
  const thousandfold = share(5.5, 8.5);
  return {
    perHead: figures(Math.exp(median(perHead(usual)))), spread: rounded(deviation(within)), spreadOfAll: rounded(deviation(perHead(usual))), drift: rounded(deviation(old)),
    stray: rounded(Math.max(1 - near.length / errors.length - thousands - thousandfold, 0.003), 3), thousands: rounded(thousands, 3), thousandfold: Math.min(rounded(thousandfold, 5), BELIEVED),
  };
}

function industriesOf(cases: readonly Case[]): MarketModel['industries'] {
  return Object.fromEntries(INDUSTRIES.map((industry) => {
    const some = cases.filter(({ company }) => company.industry === industry);
    const seats = paying(some).filter(({ truth }) => truth.employees >= 10 && truth.employees < 100).filter(({ company }) => (company.seats ?? 0) > 3);
    return [industry, {
      revenuePerHead: figures(Math.exp(median(some.map(({ truth }) => Math.log(truth.revenue / truth.employees))))),
      seatsPerHead: figures(median(seats.map(({ company, truth }) => (company.seats ?? 0) / truth.employees))),
    }];
  }));
}

const paying = (cases: readonly Case[]): readonly Case[] => cases.filter(({ company: { seats, spend } }) => seats !== undefined && spend !== undefined && spend > 0);

function purchasesOf(cases: readonly Case[], { policy, industries }: { policy: TierPolicy; industries: MarketModel['industries'] }): MarketModel['purchases'] {
  const all = paying(cases);
  const perHeadOf = ({ company }: Case): number | undefined => (company.industry && industries[company.industry]?.seatsPerHead);
  const known = all.filter((one) => perHeadOf(one) !== undefined);
  const centre = figures(median(Object.values(industries).map(({ seatsPerHead }) => seatsPerHead)));
  const byClass = CLASSES.map((_, place) => known.filter(({ truth }) => classOf(truth.employees) === place));
  const ratio = (one: Case): number => logRatio(one.company.seats ?? 1, one.truth.employees * (perHeadOf(one) ?? 1));
  const isFew = (one: Case): boolean => one.truth.employees >= 10 && (one.company.seats ?? 0) <= 6 && ratio(one) < -1.2;
  const bulk = byClass.map((some) => some.filter((one) => !isFew(one) && ratio(one) < 1.2).map(ratio));
  const discounts = all.map(({ company }) => Math.log((company.spend ?? 1) / ((company.seats ?? 1) * policy.seatPrice)));
  const unpaid = cases.filter(({ company: { seats, spend } }) => seats !== undefined && spend === undefined);
  const trialLike = unpaid.filter(({ truth }) => truth.traits.includes('trial-seats')).length / Math.max(unpaid.length, 1);
  const trials = cases.flatMap(({ company, truth }) => (truth.traits.includes('trial-seats') && company.seats ? [Math.log(company.seats)] : []));
  const logsOfIndustries = known.map((one) => Math.log(perHeadOf(one) ?? 1));
  return {
    seatsPerHead: centre,
    // The smallest buy one seat whatever they are: their ratio is cut off below, so that they are held to be like the next.
    level: bulk.map((ratios) => rounded(mean(ratios))), spread: bulk.map((ratios) => rounded(Math.max(deviation(ratios), 0.2))),
    spreadOfIndustries: rounded(deviation(logsOfIndustries)),
    few: byClass.map((some) => rounded(some.filter(isFew).length / Math.max(some.length, 1), 3)),
    stray: 0.012, strayUnpaid: rounded(trialLike), trialSeats: figures(Math.exp(mean(trials))), trialSpread: rounded(deviation(trials)), discount: rounded(mean(discounts)), discountSpread: rounded(deviation(discounts)),
  };
}

/** The share of each tier of the whole by the tier of the part, found by expectation and maximisation. */
export function belongsOf(own: readonly (readonly number[])[], truth: readonly number[]): number[][] {
  let moves: number[][] = [0, 1, 2, 3].map((from) => [0, 1, 2, 3].map((to) => (to === from ? 0.97 : to > from ? 0.01 : 0.0001)));
  for (let round = 0; round < 30; round += 1) {
    const counts = moves.map((row) => row.map(() => 1e-6));
    own.forEach((shares, index) => {
      const to = truth[index] ?? 0;
      const total = sum(shares.map((share, from) => share * (moves[from]?.[to] ?? 0)));
      if (total <= 0) return;
      shares.forEach((share, from) => { const row = counts[from]; if (row) row[to] = (row[to] ?? 0) + (share * (moves[from]?.[to] ?? 0)) / total; });
    });
    moves = counts.map((row) => row.map((count) => count / sum(row)));
  }
  return moves.map((row) => row.map((share) => rounded(share, 4)));
}

export function fitMarket(cases: readonly Case[], policy: TierPolicy): MarketModel {
  const alone = cases.filter(isAlone);
  const industries = industriesOf(alone);
  const classes = CLASSES.map((_, place) => alone.filter(({ truth }) => classOf(truth.employees) === place).length);
  return {
    classes: CLASSES, headcounts: classes.map((count) => rounded(Math.log(count / alone.length))),
    employees: employeesOf(alone), revenue: revenueOf(alone, policy), purchases: purchasesOf(alone, { policy, industries }), industries,
    contacts: tableOf(alone, STEPS, ({ company }) => ((company.contacts ?? 1) < 10 ? [contactStepOf(company.contacts ?? 1)] : [])),
    mail: tableOf(alone, mailKinds, ({ company }) => (company.mail ? [company.mail] : [])),
    legalForms: tableOf(alone, legalForms, ({ company }) => (company.legalForm ? [company.legalForm] : [])),
    titles: tableOf(alone, [...jobTitles], ({ company }) => company.titles ?? []),
    belongs: [0, 1, 2, 3].map((from) => [0, 1, 2, 3].map((to) => Number(from === to))),
  };
}
