import { fitLogOdds, sigmoid, logOdds, type Sample } from '../calibration/log-odds.ts';
import { confidenceFor, type Judged } from '../calibration/promised-precision.ts';
import { fitMix, type Mix } from '../calibration/stacking.ts';
import { calibrationError } from '../evaluation/measures.ts';
import type { Calibration } from '../model/intent-model.ts';
import type { HeldOutFigures } from '../model/model-card.ts';
import { Reading, SCOPE_FEATURES } from '../model/reading.ts';
import type { HeldOut } from './held-out.ts';

/** The risk taken that the promise of precision is broken by chance of the sample. */
const RISK = 0.05;
/** Of the texts in scope, the share that may be taken for out of scope. */
const LOST_INSIDE = 0.05;

/** Makes probabilities of the scores of held-out texts, and says what they were worth. */
export function calibrate(heldOut: HeldOut, scopeHeldOut: HeldOut, promised: number): { calibration: Calibration; figures: HeldOutFigures } {
  const mix = fitMix(insideOnly(heldOut));
  const { judged, samples: plain } = judge(heldOut, mix);
  const samples = [...plain, ...judge(scopeHeldOut, mix).samples];
  const hasBoth = samples.some(({ isPositive }) => isPositive) && samples.some(({ isPositive }) => !isPositive);
  const scope = hasBoth ? fitLogOdds(samples) : [...Array.from({ length: SCOPE_FEATURES }, () => 0), 10];
  const autoFrom = confidenceFor(judged, promised, RISK);
  const sure = judged.filter(({ confidence }) => confidence >= autoFrom);
  const rightOf = (answers: readonly Judged[]): number => answers.filter(({ isRight }) => isRight).length / Math.max(1, answers.length);
  return {
    calibration: { ...mix, scope, scopeFrom: scopeThreshold(plain, scope), promised, autoFrom },
    figures: {
      examples: judged.length, accuracy: rightOf(judged), ece: calibrationError(judged),
      auto: { promised, realised: sure.length === 0 ? null : rightOf(sure), coverage: sure.length / Math.max(1, judged.length) },
    },
  };
}

function insideOnly({ labels, linear, perceptron, known, classes }: HeldOut): HeldOut {
  const inside = [...labels.keys()].filter((row) => (labels[row] ?? -1) >= 0);
  const cut = (values: Float32Array): Float32Array => Float32Array.from(inside.flatMap((row) => [...values.subarray(row * classes, (row + 1) * classes)]));
  return {
    classes, linear: cut(linear), perceptron: cut(perceptron), labels: Int32Array.from(inside, (row) => labels[row] ?? -1),
    known: Uint8Array.from(inside.flatMap((row) => [...known.subarray(row * classes, (row + 1) * classes)])), strangeness: [],
  };
}

const FAR = -1e3;

function judge({ classes, labels, linear, perceptron, known, strangeness }: HeldOut, mix: Mix): { judged: Judged[]; samples: Sample[] } {
  const reading = new Reading(classes);
  const judged: Judged[] = [];
  const samples: Sample[] = [];
  for (const [row, label] of labels.entries()) {
    for (let target = 0; target < classes; target += 1) {
      const isKnown = known[row * classes + target] === 1;
      reading.linear[target] = isKnown ? (linear[row * classes + target] ?? 0) : FAR;
      reading.perceptron[target] = isKnown ? (perceptron[row * classes + target] ?? 0) : FAR;
    }
    reading.judge(mix, strangeness[row] ?? { words: 0, unknownWords: 0 });
    samples.push({ features: [...reading.scope], isPositive: label >= 0 });
    if (label >= 0) judged.push({ confidence: reading.probabilities[reading.best] ?? 0, isRight: reading.best === label });
  }
  return { judged, samples };
}

function scopeThreshold(samples: readonly Sample[], scope: readonly number[]): number {
  const inside = samples.filter(({ isPositive }) => isPositive).map(({ features }) => sigmoid(logOdds(scope, features))).sort((a, b) => a - b);
  return inside[Math.floor(inside.length * LOST_INSIDE)] ?? 0;
}
