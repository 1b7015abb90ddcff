import { signTest } from '@widecast/stats';

/** How a model and what serves now did on the same tickets, which neither had seen. */
export interface Comparison {
  readonly tickets: number;
  readonly right: number;
  /** Of what serves now. */
  readonly servingRight: number;
  readonly onlyModelRight: number;
  readonly onlyServingRight: number;
  /** The probability of so many wins where the model is no better: exact one-sided sign test. */
  readonly p: number;
  readonly isBetter: boolean;
}

const FEWEST_TICKETS = 30;
const RISK = 0.05;

/** Better: on thirty tickets at least, with a risk of 5 % of being wrong about it. */
export function compared(verdicts: readonly { readonly model: boolean; readonly serving: boolean }[]): Comparison {
  const count = (fits: (verdict: { readonly model: boolean; readonly serving: boolean }) => boolean): number => verdicts.filter(fits).length;
  const onlyModelRight = count(({ model, serving }) => model && !serving);
  const onlyServingRight = count(({ model, serving }) => serving && !model);
  const p = signTest(onlyModelRight, onlyServingRight);
  return {
    tickets: verdicts.length, right: count(({ model }) => model), servingRight: count(({ serving }) => serving),
    onlyModelRight, onlyServingRight, p, isBetter: verdicts.length >= FEWEST_TICKETS && p <= RISK,
  };
}
