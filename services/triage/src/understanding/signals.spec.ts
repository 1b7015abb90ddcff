import { describe, expect, it } from '@jest/globals';
import { signalsOf, USUAL_INTENTS } from './signals.ts';

const unknown = (): undefined => undefined;

describe('signals', () => {
  it('are what a model makes of the intents that speak for them', () => {
    const odds = (intents: readonly string[]): number | undefined => (intents.includes('pricing') ? 0.81234 : 0.2);

    expect(signalsOf(USUAL_INTENTS, odds, 'cancel')).toEqual({ purchase: 0.812 });
  });

  it('are found by words where no model knows such intents', () => {
    expect(signalsOf(USUAL_INTENTS, unknown, 'cancel')).toEqual({ churn: 0.55 });
    expect(signalsOf(USUAL_INTENTS, unknown, 'delivery')).toEqual({});
  });

  it('follow the intents of the vendor', () => {
    expect(signalsOf({ churn: ['moving-away'], purchase: [] }, (intents) => (intents.includes('moving-away') ? 0.9 : undefined), 'sales')).toEqual({ churn: 0.9 });
  });
});
