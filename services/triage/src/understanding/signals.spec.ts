import { describe, expect, it } from '@jest/globals';
import { toldOf, USUAL_INTENTS, withIntents } from './signals.ts';

const unknown = (): undefined => undefined;

describe('signals of leaving and buying', () => {
  it('are what the letter says, or what a model makes of the intents that speak for them, whichever is surer', () => {
    const odds = (intents: readonly string[]): number | undefined => (intents.includes('pricing') ? 0.81234 : 0.2);

    expect(withIntents({ urgent: 0.4, churn: 0.7, purchase: 0.3 }, USUAL_INTENTS, odds, 'cancel')).toEqual({ urgent: 0.4, churn: 0.7, purchase: 0.812 });
  });

  it('are unknown where neither is understood', () => {
    expect(withIntents({}, USUAL_INTENTS, unknown, 'cancel')).toEqual({});
  });

  it('follow the intents of the vendor', () => {
    expect(withIntents({ churn: 0.1, purchase: 0.9 }, { churn: ['delivery'], purchase: [] }, unknown, 'delivery')).toEqual({ churn: 0.6 });
  });

  it('are told of where the answer is yes', () => {
    expect(toldOf({ urgent: 0.99, complaint: 0.99, churn: 0.6, purchase: 0.59 })).toEqual({ churn: 0.6 });
  });
});
