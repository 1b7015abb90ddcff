import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { Attempt } from '@widecast/mail';
import type { Outcome } from './outcomes.ts';
import { doubtful, firstAnswersIn, turnedAway } from './turned-away.ts';

const NO: Attempt = { kind: 'refused', permanent: true, code: '550 5.7.26', aboutRecipient: true };
const YES: Attempt = { kind: 'accepted' };
let seq = 0;
const outcomes = (count: number, domain: string, attempt: Attempt, before = 0): Outcome[] => Array.from({ length: count }, () => ({
  attempt, delivery: { seq: (seq += 1), step: '', contactId: randomUUID(), contactVersion: 1, email: `a${seq}@${domain}`, fields: {}, arm: null, templateId: null, promotion: true, attempt: before },
}));

describe('those who are turned away together', () => {
  it('are all that one receiver refuses, and nobody of another', () => {
    const [good, bad] = [outcomes(60, 'good.example', YES), outcomes(25, 'bad.example', NO)];

    expect(turnedAway([...good, ...bad])).toEqual(new Set(bad.map(({ delivery }) => delivery)));
  });

  it('are all of a relay that refuses everybody, whatever their domains', () => {
    const all = Array.from({ length: 40 }, (_, n) => outcomes(1, `d${n}.example`, NO)).flat();

    expect(turnedAway([...all, ...outcomes(2, 'lucky.example', YES)]).size).toBe(40);
  });

  it('are told with those of a little earlier where few leave at a time', () => {
    const [earlier, now] = [outcomes(15, 'x.example', NO), outcomes(5, 'x.example', NO)];

    expect(turnedAway(now, firstAnswersIn(earlier))).toEqual(new Set(now.map(({ delivery }) => delivery)));
    expect(turnedAway(now, firstAnswersIn([...earlier, ...outcomes(15, 'x.example', YES)])).size).toBe(0);
    expect(turnedAway(outcomes(5, 'x.example', YES), firstAnswersIn(outcomes(30, 'x.example', NO))).size).toBe(0);
  });

  it.each([
    ['few', () => outcomes(19, 'x.example', NO)], ['a part of their domain', () => [...outcomes(30, 'x.example', NO), ...outcomes(10, 'x.example', YES)]],
    ['refused again after a person has looked', () => outcomes(50, 'x.example', NO, 1)], ['put off', () => outcomes(50, 'x.example', { ...NO, permanent: false })],
    ['without an answer', () => outcomes(50, 'x.example', { kind: 'unknown' })],
  ])('are none where they are %s', (_, those) => {
    expect(turnedAway(those()).size).toBe(0);
  });
});

describe('those of whom nobody knows yet whether they are turned away together', () => {
  it('are refused from the third on, where nobody was taken and there are too few to tell', () => {
    const [two, more] = [outcomes(2, 'x.example', NO), outcomes(4, 'y.example', NO)];

    expect(doubtful(two).size).toBe(0);
    expect(doubtful(more, firstAnswersIn(two))).toEqual(new Set(more.map(({ delivery }) => delivery)));
    expect(doubtful(more, firstAnswersIn(outcomes(16, 'x.example', NO))).size).toBe(0);
  });

  it('are none where anybody was taken, nor at the second attempt', () => {
    expect(doubtful(outcomes(5, 'x.example', NO), firstAnswersIn(outcomes(1, 'y.example', YES))).size).toBe(0);
    expect(doubtful(outcomes(5, 'x.example', NO, 1)).size).toBe(0);
  });
});
