import { describe, expect, it } from '@jest/globals';
import { accuracy, calibration, confusionMatrix, misrouting, perTier, sideAccuracy, unknownShare, type Judgement } from './metrics.ts';

const aJudgement = (given: Partial<Judgement> = {}): Judgement => ({ truth: 'SOHO', tier: 'SOHO', confidence: 0.9, signals: 2, treatment: 'mailed', ...given });

describe('metrics of tiers', () => {
  it('counts the truth by rows and the answers by columns', () => {
    const matrix = confusionMatrix([aJudgement(), aJudgement({ truth: 'UMM', tier: 'SMB' }), aJudgement({ truth: 'UMM', tier: 'UNKNOWN' })]);

    expect(matrix.SOHO.SOHO).toBe(1);
    expect(matrix.UMM).toEqual({ SOHO: 0, SMB: 1, UMM: 0, ENTERPRISE: 0, UNKNOWN: 1 });
  });

  it('takes accuracy among accounts with enough signals and holds UNKNOWN for wrong', () => {
    const judgements = [aJudgement(), aJudgement({ tier: 'UNKNOWN' }), aJudgement({ tier: 'SMB' }), aJudgement({ signals: 1, tier: 'UMM' })];

    expect(accuracy(judgements)).toMatchObject({ count: 1, of: 3 });
    expect(sideAccuracy(judgements)).toMatchObject({ count: 2, of: 3 });
    expect(accuracy(judgements, 1)).toMatchObject({ count: 1, of: 4 });
    expect(unknownShare(judgements)).toMatchObject({ count: 1, of: 4 });
    expect(accuracy([])).toBeNull();
  });

  it('counts misrouting in both directions, whatever the signals', () => {
    const result = misrouting([
      aJudgement({ truth: 'ENTERPRISE', signals: 0 }), aJudgement({ truth: 'UMM', treatment: 'handed-off' }), aJudgement({ truth: 'UMM', treatment: 'neither' }),
      aJudgement({ truth: 'SMB', treatment: 'handed-off' }), aJudgement({ treatment: 'neither' }), aJudgement(), aJudgement(),
    ]);

    expect(result.upperMailed).toMatchObject({ count: 1, of: 3 });
    expect(result.upperMailedByTier.ENTERPRISE).toMatchObject({ count: 1, of: 1 });
    expect(result.lowerHandedOff).toMatchObject({ count: 1, of: 4 });
    expect(result.lowerNotMailed).toMatchObject({ count: 2, of: 4 });
  });

  it('gives the interval of Wilson with each rate', () => {
    const rate = accuracy([...Array.from({ length: 9 }, () => aJudgement()), aJudgement({ tier: 'SMB' })]);

    expect(rate?.estimate).toBe(0.9);
    expect(rate?.low).toBeCloseTo(0.5958, 4);
    expect(rate?.high).toBeCloseTo(0.9821, 4);
  });

  it('measures how far confidence is from the share of right answers', () => {
    const sure = Array.from({ length: 8 }, (_, index) => aJudgement({ confidence: 1, tier: index < 6 ? 'SOHO' : 'SMB' }));
    const unsure = [aJudgement({ confidence: 0.55 }), aJudgement({ confidence: 0.55, tier: 'UMM' })];

    const result = calibration([...sure, ...unsure, aJudgement({ tier: 'UNKNOWN', confidence: 0 })]);

    expect(result?.bins.map(({ from, right }) => [from, right.count, right.of])).toEqual([[0.5, 1, 2], [0.9, 6, 8]]);
    expect(result?.ece).toBeCloseTo(0.8 * 0.25 + 0.2 * 0.05, 10);
    expect(calibration([aJudgement({ tier: 'UNKNOWN' })])).toBeNull();
    expect(() => calibration([aJudgement({ confidence: 90 })])).toThrow(/from 0 to 1; got 90/);
  });

  it('gives precision and recall of a tier', () => {
    const { SMB } = perTier([aJudgement({ truth: 'SMB', tier: 'SMB' }), aJudgement({ truth: 'SMB' }), aJudgement({ tier: 'SMB' }), aJudgement({ tier: 'SMB' })]);

    expect(SMB.precision).toMatchObject({ count: 1, of: 3 });
    expect(SMB.recall).toMatchObject({ count: 1, of: 2 });
  });
});
