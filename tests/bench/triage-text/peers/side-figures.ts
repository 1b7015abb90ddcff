import type { Example } from '@widecast/text';
import { cpuSeconds } from '../measure.ts';

export interface SideFigures {
  readonly accuracy: number;
  readonly trainSeconds: number;
  /** Texts classified in a second of CPU. */
  readonly perSecond: number;
}

/** `prepare` learns and answers what classifies. */
export function sideFigures(prepare: () => (text: string) => string, test: readonly Example[]): SideFigures {
  const begun = cpuSeconds();
  const classify = prepare();
  const trained = cpuSeconds();
  const right = test.filter(({ text, label }) => classify(text) === label).length;
  return { accuracy: right / test.length, trainSeconds: trained - begun, perSecond: test.length / (cpuSeconds() - trained) };
}
