import type { ArmReport, Lift } from '../client/answers.ts';
import type { Findings } from '../findings.ts';
import { count } from './progress.ts';

const percent = (value: number | null, digits = 2): string => (value === null ? '–' : `${(value * 100).toFixed(digits)} %`);
const range = (interval: readonly number[] | null, digits = 2): string =>
  interval === null ? '–' : `${interval.map((end) => (end * 100).toFixed(digits)).join(' … ')} %`;

const HEAD = ['arm', 'customers', 'sent', 'visits', 'visit rate', '95 %', 'conversions', 'rate', '95 %', 'spend', 'a customer', 'cost'];

function rowOf(arm: ArmReport): string[] {
  return [
    arm.arm, count(arm.customers), count(arm.sent), count(arm.visits), percent(arm.visitRate, 3), range(arm.visitInterval, 2), count(arm.conversions),
    percent(arm.conversionRate, 4), range(arm.conversionInterval, 3), arm.spend.toFixed(2), arm.spendPerCustomer?.toFixed(5) ?? '–',
    arm.cost.toFixed(2),
  ];
}

function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ');
  return rows.map((row) => `  ${line(row)}\n`).join('');
}

export const liftText = ({ arm, against, metric, difference, interval }: Lift): string =>
  `${metric} of ${arm} against ${against}: ${difference === null ? '–' : `${(difference * 100).toFixed(3)} points`} (${range(interval, 3)})`;

/** The findings for a terminal. */
export function tableOf({ arms, lifts, ledger, coverage, handedOff, mailedUpperTier, tickets, held, messages }: Findings): string {
  const states = Object.entries(ledger).filter(([state, value]) => value > 0 && state !== 'audience').map(([state, value]) => `${state} ${count(value)}`);
  return [
    `\n${aligned([HEAD, ...arms.map(rowOf)])}\n`,
    ...lifts.map((lift) => `  ${liftText(lift)}\n`),
    `\n  ledger: audience ${count(ledger['audience'] ?? 0)} = ${states.join(' + ')}\n`,
    `  coverage: ${count(coverage.reached)} of ${count(coverage.reachable)} reachable contacts, ${percent(coverage.coverage)} (${range(coverage.interval)})\n`,
    `  ${count(handedOff)} accounts handed off, ${count(mailedUpperTier)} of them mailed; ${count(tickets)} tickets, ${count(held)} promotions held; ${count(messages)} messages at the sink\n`,
  ].join('');
}
