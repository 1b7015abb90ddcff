import { describe, expect, it } from '@jest/globals';
import { ContractViolation, Retryable } from '../errors.ts';
import { DEFAULT_RETRY, failureOf, pauseAfter } from './failure.ts';

const POLICY = { attempts: 6, firstPause: 100, longestPause: 1000 };

describe('the pause before another attempt', () => {
  it('doubles with each attempt up to the longest', () => {
    expect([1, 2, 3, 4, 5, 9].map((attempts) => pauseAfter(attempts, POLICY, 0.5))).toEqual([100, 200, 400, 800, 1000, 1000]);
  });

  it('is spread by 20 % to either side', () => {
    expect([pauseAfter(1, POLICY, 0), pauseAfter(1, POLICY, 0.999_999)]).toEqual([80, 120]);
  });

  it('leaves a dependency about two minutes to come back', () => {
    const pauses = Array.from({ length: DEFAULT_RETRY.attempts - 1 }, (_, index) => pauseAfter(index + 1, DEFAULT_RETRY, 0.5));
    const seconds = pauses.reduce((sum, pause) => sum + pause, 0) / 1000;

    expect([seconds > 100, seconds < 150]).toEqual([true, true]);
  });
});

describe('the name of a failure', () => {
  it('is taken from what was thrown', () => {
    const gone = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    const deadlock = Object.assign(new Error('deadlock detected'), { code: '40P01' });
    const cutOff = Object.assign(new Error('terminating connection due to idle-in-transaction timeout'), { code: '25P03' });
    const thrown = [new ContractViolation([]), new Retryable('busy'), deadlock, gone, cutOff, new TypeError('undefined'), 'a text'];

    expect(thrown.map(failureOf)).toEqual(['contract-violation', 'retryable', 'retryable', 'unavailable', 'unavailable', 'defect', 'defect']);
  });
});
