import { describe, expect, it } from '@jest/globals';
import { campaignReportOf } from './campaign-report.ts';
import type { ArmCounts, CampaignFigures } from './figures.ts';

const anArm = (changes: Partial<ArmCounts>): ArmCounts => ({
  arm: 'mens', holdOut: false, costPerMessage: 0.01, customers: 0, sent: 0, visits: 0, conversions: 0, spend: 0, absurdValues: 0, spendSquares: 0, ...changes,
});

const figuresOf = (...arms: ArmCounts[]): CampaignFigures => ({
  arms, withoutArm: 0, states: [{ state: 'accepted', contacts: 30 }, { state: 'held_out', contacts: 8 }],
  campaign: {
    campaignId: 'c', name: 'Spring', segmentId: 's', state: 'finished', launchedAt: '2026-03-01T10:00:00Z', countedUntil: '2026-03-15T10:00:00Z',
    selected: 50, audience: 40, leftOut: {},
  },
});

const MEASURES = { visit: 'visited', conversion: 'purchased' };
const rounded = (range: readonly number[] | null | undefined): number[] | undefined => range?.map((end) => Number(end.toFixed(4)));

describe('report of a campaign', () => {
  // A published experiment (Newcombe 1998, table II, case a): 56 of 70 against 48 of 80.
  const report = campaignReportOf(figuresOf(
    anArm({ customers: 70, sent: 60, visits: 56, conversions: 7, spend: 100, spendSquares: 2000 }),
    anArm({ arm: 'none', holdOut: true, customers: 80, visits: 48, conversions: 0, spend: 0, spendSquares: 0 }),
  ), MEASURES);

  it('gives the difference against the hold-out with the published interval', () => {
    expect(report.lifts[0]).toMatchObject({ arm: 'mens', against: 'none', metric: 'visit' });
    expect(report.lifts[0]?.difference).toBeCloseTo(0.2, 10);
    expect(report.lifts[0]?.interval?.map((end) => Number(end.toFixed(4)))).toEqual([0.0524, 0.3339]);
  });

  it('gives the lift as a share of the rate of the hold-out, null where that is zero', () => {
    expect(report.lifts[0]?.relative).toBeCloseTo(1 / 3, 10);
    expect(report.lifts[1]).toMatchObject({ metric: 'conversion', difference: 0.1, relative: null, relativeInterval: null });
  });

  it('gives spend per customer over all customers, not over those who bought', () => {
    expect(report.arms[0]).toMatchObject({ spend: 100, spendPerCustomer: 100 / 70 });
    // Mean 1.42857, variance (2000 - 100²/70) / 69 = 26.91511, standard error 0.62008.
    expect(rounded(report.arms[0]?.spendInterval)).toEqual([0.2132, 2.6439]);
    expect(rounded(report.spendDifferences[0]?.interval)).toEqual([0.2132, 2.6439]);
  });

  it('takes the cost from what was sent', () => {
    expect(report.arms.map(({ cost, costPerConversion }) => [cost, costPerConversion])).toEqual([[0.6, 0.6 / 7], [0, null]]);
  });

  it('shows every state of the ledger, and how many contacts are not settled', () => {
    expect(report.ledger).toMatchObject({ audience: 40, assigned: 150, unsettled: 2, states: { accepted: 30, held_out: 8, pending: 0, in_doubt: 0 } });
    expect(Object.keys(report.ledger.states)).toHaveLength(13);
  });

  it('compares arms with each other where there is no hold-out', () => {
    const { lifts } = campaignReportOf(figuresOf(anArm({}), anArm({ arm: 'womens' }), anArm({ arm: 'kids' })), MEASURES);

    expect(new Set(lifts.map(({ arm, against }) => `${arm}-${against}`))).toEqual(new Set(['mens-womens', 'mens-kids', 'womens-kids']));
  });
});
