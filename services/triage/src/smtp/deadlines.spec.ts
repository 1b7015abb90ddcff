import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Deadlines } from './deadlines.ts';

describe('Deadlines', () => {
  let ended: string[];
  let deadlines: Deadlines;

  beforeEach(() => {
    jest.useFakeTimers();
    ended = [];
    deadlines = new Deadlines(1000, (id) => ended.push(id));
  });

  afterEach(() => void jest.useRealTimers());

  it('ends what is late, once and alone', () => {
    deadlines.set('a');
    jest.advanceTimersByTime(600);
    deadlines.set('b');
    jest.advanceTimersByTime(600);
    expect(ended).toEqual(['a']);

    jest.advanceTimersByTime(10_000);
    expect(ended).toEqual(['a', 'b']);
  });

  it('counts anew when it is set again, and not at all when it is lifted', () => {
    deadlines.set('a');
    deadlines.set('b');
    jest.advanceTimersByTime(900);
    deadlines.set('a');
    deadlines.lift('b');
    jest.advanceTimersByTime(900);
    expect(ended).toEqual([]);

    jest.advanceTimersByTime(100);
    expect(ended).toEqual(['a']);
  });
});
