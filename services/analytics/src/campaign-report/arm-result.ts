import { meanInterval, wilsonInterval, type Interval, type Sample } from '@widecast/stats';
import type { ArmCounts } from './figures.ts';

export type Range = readonly [low: number, high: number];

export interface ArmResult {
  readonly arm: string;
  readonly holdOut: boolean;
  readonly customers: number;
  readonly sent: number;
  readonly visits: number;
  readonly visitRate: number | null;
  readonly visitInterval: Range | null;
  readonly conversions: number;
  readonly conversionRate: number | null;
  readonly conversionInterval: Range | null;
  readonly spend: number;
  readonly spendPerCustomer: number | null;
  readonly spendInterval: Range | null;
  readonly absurdValues: number;
  readonly costPerMessage: number;
  readonly cost: number;
  readonly costPerConversion: number | null;
}

export const rangeOf = (interval: Pick<Interval, 'low' | 'high'> | null): Range | null => (interval === null ? null : [interval.low, interval.high]);

export const spendingOf = ({ customers, spend, spendSquares }: ArmCounts): Sample => ({ count: customers, sum: spend, sumOfSquares: spendSquares });

/** The rates of an arm over all its customers (intention to treat), each with its 95 % interval; null where there are no customers. */
export function armResultOf(counts: ArmCounts): ArmResult {
  const { arm, holdOut, customers, sent, visits, conversions, spend, absurdValues, costPerMessage } = counts;
  const cost = sent * costPerMessage;
  const visit = wilsonInterval(visits, customers);
  const conversion = wilsonInterval(conversions, customers);
  return {
    arm, holdOut, customers, sent,
    visits, visitRate: visit?.estimate ?? null, visitInterval: rangeOf(visit),
    conversions, conversionRate: conversion?.estimate ?? null, conversionInterval: rangeOf(conversion),
    spend, spendPerCustomer: customers === 0 ? null : spend / customers, spendInterval: rangeOf(meanInterval(spendingOf(counts))), absurdValues,
    costPerMessage, cost, costPerConversion: conversions === 0 ? null : cost / conversions,
  };
}
