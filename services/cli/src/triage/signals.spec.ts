import { describe, expect, it } from '@jest/globals';
import { learnSignals, lettersIn } from './signals.ts';

const line = (text: string, churn: boolean): string => JSON.stringify({ text, signals: { churn } });
const LEAVING = ['zorbl the contract', 'we zorbl now', 'please zorbl it all', 'zorbl my plan', 'time to zorbl'];
const STAYING = ['where is the invoice', 'how do I add a colleague', 'the export fails', 'which printer fits', 'my parcel is late'];
const letters = Array.from({ length: 10 }, (_, round) => [...LEAVING.map((text) => line(`${text} ${round}`, true)), ...STAYING.map((text) => line(`${text} ${round}`, false))]).flat();

describe('signals of one\'s own letters', () => {
  it('are learned, and held against what was known before on letters that were kept back', () => {
    const { boxed, own } = learnSignals(lettersIn(letters.join('\n'), 'f'), new Date(0)).lastFifth.churn ?? {};
    expect([boxed?.letters, own?.letters]).toEqual([20, 20]);
    expect(own?.recall).toBeGreaterThan(boxed?.recall ?? 1);
  });

  it.each([
    ['{"text":"a","signals":{"joy":true}}', 'f line 1 must be'], ['{"text":"","signals":{}}', 'f line 1 must be'], ['{', 'f line 1 is no JSON object'],
  ])('are refused with the place where they are not letters: %s', (bad, reason) => {
    expect(() => lettersIn([bad, ...letters].join('\n'), 'f')).toThrow(reason);
  });

  it('are refused where they are too few', () => expect(() => lettersIn(letters.slice(0, 3).join('\n'), 'f')).toThrow('at least 25'));
});
