import { describe, expect, it } from '@jest/globals';
import { pauseAfter } from './retry-pauses.ts';

const MINUTE = 60_000;
const pauses = (code: string): number[] => Array.from({ length: 10 }, (_, attempt) => pauseAfter({ attempt, code }, MINUTE, () => 0.5) / MINUTE);

describe('the pause after a temporary refusal', () => {
  it('grows from a minute to four hours', () => {
    expect(pauses('452 4.2.2')).toEqual([1, 5, 15, 30, 60, 120, 240, 240, 240, 240]);
  });

  it('is five minutes at least where somebody greylists', () => {
    expect(pauses('451 4.7.1').slice(0, 3)).toEqual([5, 5, 15]);
  });

  it('is as long as the relay asks for, but not endless', () => {
    expect(pauseAfter({ attempt: 0, code: '421', hint: 10 * MINUTE }, MINUTE, () => 0)).toBe(10 * MINUTE);
    expect(pauseAfter({ attempt: 0, code: '421', hint: 100 * 3600_000 }, MINUTE, () => 0.99)).toBe(4 * 3600_000);
  });

  it('differs by a fifth at most between those refused together', () => {
    expect([0, 0.999].map((random) => pauseAfter({ attempt: 1, code: '450' }, 1000, () => random))).toEqual([4000, 5998]);
  });
});
