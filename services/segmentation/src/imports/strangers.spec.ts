import { expect, it } from '@jest/globals';
import { Strangers } from './strangers.ts';

const met = (strangers: Strangers, times: number): boolean[] => Array.from({ length: times }, () => {
  strangers.met(['new', 'new']);
  return strangers.areExpected();
});

it('expects strangers after two batches of them, and after four times as many where that was wrong', () => {
  const strangers = new Strangers();

  expect(met(strangers, 2)).toEqual([false, true]);
  strangers.wereKnown();
  expect(met(strangers, 8)).toEqual([...Array<boolean>(7).fill(false), true]);
  strangers.met(['new', 'same']);
  expect(strangers.areExpected()).toBe(false);
});
