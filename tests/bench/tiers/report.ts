import { isUpperTier } from '@widecast/contracts';
import type { DuplicateFigures } from './duplicates.ts';
import type { Judged, JudgedMarket } from './judging.ts';
import { mailedUpper } from './mailed-upper.ts';
import { accuracy, calibration, confusionMatrix, misrouting, perTier, rateOf, sideAccuracy, unknownShare, type Rate } from './metrics.ts';

const LIMITS = [0.003, 0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.5];

interface Rows {
  readonly any2: Rate | null;
  readonly figures2: Rate | null;
  readonly any3: Rate | null;
  readonly employeesAndRevenue: Rate | null;
  readonly side2: Rate | null;
}

const rowsOf = (judged: readonly Judged[]): Rows => ({
  any2: accuracy(judged), figures2: accuracy(judged.map((one) => ({ ...one, signals: one.figures }))), any3: accuracy(judged, 3),
  employeesAndRevenue: accuracy(judged.filter(({ hasBoth }) => hasBoth), 0), side2: sideAccuracy(judged),
});

/** What each limit of caution would cost: mass messages only below it. */
const tradeOff = (judged: readonly Judged[]): { limit: number; upperMailed: Rate | null; lowerReached: Rate | null }[] => {
  const isUpper = ({ truth }: Judged): boolean => isUpperTier(truth);
  const [upper, lower] = [judged.filter(isUpper), judged.filter((one) => !isUpper(one))];
  const mailed = (some: readonly Judged[], limit: number): number => some.filter(({ tier, upper: chance }) => !isUpperTier(tier) && (tier === 'UNKNOWN' || chance < limit)).length;
  return LIMITS.map((limit) => ({ limit, upperMailed: rateOf(mailed(upper, limit), upper.length), lowerReached: rateOf(mailed(lower, limit), lower.length) }));
};

const partOf = (judged: readonly Judged[]) => ({
  rows: rowsOf(judged), unknown: unknownShare(judged), confusion: confusionMatrix(judged), perTier: perTier(judged), calibration: calibration(judged),
  misrouting: misrouting(judged), tradeOff: tradeOff(judged),
});

export const figuresOf = ({ region, policy, accountsPerSecond, alone, joined }: JudgedMarket) => ({
  region, policy: policy.version, massBelow: policy.treatment.massBelow, accounts: alone.length, accountsPerSecond, alone: partOf(alone), joined: partOf(joined), mailedUpper: mailedUpper(joined),
});
type Figures = ReturnType<typeof figuresOf>;

const percent = (rate: Rate | null): string => (rate ? `${(100 * rate.estimate).toFixed(2)} % (${rate.count} of ${rate.of}, ${(100 * rate.low).toFixed(2)}–${(100 * rate.high).toFixed(2)})` : 'none');
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const TITLES = {
  any2: '≥ 2 signals of any kind', figures2: '≥ 2 figures of size', any3: '≥ 3 signals', employeesAndRevenue: 'employees and revenue', side2: 'lower or upper, ≥ 2 signals',
} as const;

export function printDuplicates({ region, accounts, pairs, from, tellingRecall, others }: DuplicateFigures): void {
  say(`\n${region}, ${accounts} accounts, ${pairs} pairs of them are one company`);
  for (const { score, precision, recall } of from) say(`  proposed from ${score} on: precision ${percent(precision)}, recall ${percent(recall)}`);
  say(`  recall of pairs with a tax id or a domain in common: ${percent(tellingRecall)}`);
  say(`  proposals that are no duplicates: ${others.sameGroup} of one group (branches, subsidiaries), ${others.strangers} of strangers`);
}

export function printFigures({ region, policy, massBelow, accounts, accountsPerSecond, alone, joined, mailedUpper: mailed }: Figures): void {
  say(`\n${region}, ${policy}, ${accounts} accounts, ${accountsPerSecond} classified a second`);
  for (const row of Object.keys(TITLES) as (keyof Rows)[]) say(`  right, ${TITLES[row].padEnd(28)} ${percent(alone.rows[row])}; joined ${percent(joined.rows[row])}`);
  say('  each account by itself:');
  printRouting(alone, massBelow);
  say('  accounts with one tax id, domain or parent have the tier of the largest, as the service judges:');
  printRouting(joined, massBelow);
  printMailed(mailed);
}

function printMailed(mailed: Figures['mailedUpper']): void {
  say(`  truly upper accounts that are mailed, joined: ${mailed.reduce((sum, { accounts }) => sum + accounts.length, 0)}, by the signals that they show`);
  for (const { signals, mailed: rate } of mailed) say(`    ${String(rate.count).padStart(5)} of ${String(rate.of).padStart(5)}  ${signals}`);
}

function printRouting({ confusion, calibration: calibrated, misrouting: wrong, unknown, tradeOff: curve }: ReturnType<typeof partOf>, massBelow: number): void {
  say('    confusion, truth by rows (SOHO SMB UMM ENTERPRISE UNKNOWN):');
  for (const [truth, row] of Object.entries(confusion)) say(`      ${truth.padEnd(11)} ${Object.values(row).map((count) => String(count).padStart(7)).join('')}`);
  say(`    calibration error ${calibrated?.ece.toFixed(4)}; by confidence: ${calibrated?.bins.map(({ from, right }) => `${from}+ ${(100 * right.estimate).toFixed(0)} % of ${right.of}`).join(', ')}`);
  say(`  UNKNOWN ${percent(unknown)}`);
  say(`  as shipped (mass messages below ${massBelow}): truly upper mailed ${percent(wrong.upperMailed)}; UMM ${percent(wrong.upperMailedByTier.UMM)}; ENTERPRISE ${percent(wrong.upperMailedByTier.ENTERPRISE)}`);
  say(`    truly lower handed off ${percent(wrong.lowerHandedOff)}; not mailed ${percent(wrong.lowerNotMailed)}`);
  say('  mass messages below | truly upper mailed | truly lower reached');
  for (const { limit, upperMailed, lowerReached } of curve) say(`    ${String(limit).padEnd(17)} | ${percent(upperMailed)} | ${percent(lowerReached)}`);
}
