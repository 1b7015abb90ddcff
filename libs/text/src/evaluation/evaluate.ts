import type { Judged } from '../calibration/promised-precision.ts';
import { IntentClassifier } from '../model/intent-classifier.ts';
import type { IntentModel } from '../model/intent-model.ts';
import type { Example } from '../training/training-set.ts';
import { areaUnderCurve, calibrationError, falsePositivesAt95, macroF1 } from './measures.ts';

/** How a model does on examples it has not seen. Shares are in 0 to 1; null where there was nothing to measure. */
export interface Evaluation {
  readonly examples: number;
  readonly accuracy: number;
  readonly macroF1: number;
  readonly ece: number;
  readonly auto: { readonly promised: number; readonly realised: number | null; readonly coverage: number };
  /** Of the examples in scope, the share taken for out of scope. */
  readonly lostInScope: number;
  readonly oosAuroc: number | null;
  readonly oosFpr95: number | null;
  readonly oosRecall: number | null;
}

export function evaluate(model: IntentModel, examples: readonly Example[], outOfScope: readonly string[]): Evaluation {
  const classifier = new IntentClassifier(model);
  const answers = examples.map(({ text, label }) => ({ label, ...classifier.classify(text) }));
  const outside = outOfScope.map((text) => classifier.classify(text));
  const numbers = new Map(model.classes.map((label, index) => [label, index]));
  const judged: Judged[] = answers.map(({ label, likeliest, confidence }) => ({ confidence, isRight: label === likeliest }));
  const sure = answers.filter(({ isSure }) => isSure);
  const share = (count: number, all: number): number => count / Math.max(1, all);
  const inside = answers.map(({ inScope }) => inScope);
  const hasOutside = outside.length > 0 && inside.length > 0;
  return {
    examples: examples.length,
    accuracy: share(judged.filter(({ isRight }) => isRight).length, judged.length),
    macroF1: macroF1(Int32Array.from(answers, ({ label }) => numbers.get(label) ?? -1), Int32Array.from(answers, ({ likeliest }) => numbers.get(likeliest) ?? -1), model.classes.length),
    ece: calibrationError(judged),
    auto: {
      promised: model.calibration.promised,
      realised: sure.length === 0 ? null : share(sure.filter(({ label, likeliest }) => label === likeliest).length, sure.length),
      coverage: share(sure.length, answers.length),
    },
    lostInScope: share(answers.filter(({ intent }) => intent === null).length, answers.length),
    oosAuroc: hasOutside ? areaUnderCurve(inside, outside.map(({ inScope }) => inScope)) : null,
    oosFpr95: hasOutside ? falsePositivesAt95(inside, outside.map(({ inScope }) => inScope)) : null,
    oosRecall: outside.length > 0 ? share(outside.filter(({ intent }) => intent === null).length, outside.length) : null,
  };
}
