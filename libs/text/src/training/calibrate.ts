import { fitLogOdds, sigmoid, logOdds, type Sample } from '../calibration/log-odds.ts';
import { confidenceFor, type Judged } from '../calibration/promised-precision.ts';
import { fitMix, type HeldOutScores, type Mix } from '../calibration/stacking.ts';
import { confidenceOf, fitCertainty, type TopLabel } from '../calibration/top-label.ts';
import { calibrationError } from '../evaluation/measures.ts';
import type { Calibration } from '../model/intent-model.ts';
import type { HeldOutFigures } from '../model/model-card.ts';
import { PLAIN, Reading, SCOPE_FEATURES } from '../model/reading.ts';
import type { HeldOut } from './held-out.ts';

/** The risk taken that the promise of precision is broken by chance of the sample. */
const RISK = 0.05;
/** Of the texts in scope, the share that may be taken for out of scope. */
const LOST_INSIDE = 0.05;

/** Makes probabilities of the scores of held-out texts, and says what they were worth. */
export function calibrate(heldOut: HeldOut, scopeHeldOut: HeldOut, promised: number): { calibration: Calibration; figures: HeldOutFigures } {
  const mix = fitMix(insideOnly(heldOut));
  const { answers, samples: plain } = judge(heldOut, mix);
  const certainty = fitCertainty(answers);
  const judged = answers.map(({ odds, isRight }): Judged => ({ confidence: confidenceOf(certainty, odds), isRight }));
  const samples = [...plain, ...judge(scopeHeldOut, mix).samples];
  const hasBoth = samples.some(({ isPositive }) => isPositive) && samples.some(({ isPositive }) => !isPositive);
  const scope = hasBoth ? fitLogOdds(samples) : [...Array.from({ length: SCOPE_FEATURES }, () => 0), 10];
  const autoFrom = confidenceFor(judged, promised, RISK);
  const sure = judged.filter(({ confidence }) => confidence >= autoFrom);
  const rightOf = (answers: readonly Judged[]): number => answers.filter(({ isRight }) => isRight).length / Math.max(1, answers.length);
  return {
    calibration: { ...mix, certainty, scope, scopeFrom: scopeThreshold(plain, scope), promised, autoFrom },
    figures: {
      examples: judged.length, accuracy: rightOf(judged), ece: calibrationError(judged),
      auto: { promised, realised: sure.length === 0 ? null : rightOf(sure), coverage: sure.length / Math.max(1, judged.length) },
    },
  };
}

/** The rows that belong to a class. */
function insideOnly({ labels, linear, perceptron, known, classes }: HeldOut): HeldOutScores {
  const inside = labels.map((_, row) => row).filter((row) => (labels[row] ?? -1) >= 0);
  const cut = <Values extends Float32Array | Uint8Array>(values: Values, kept: Values): Values => {
    for (const [at, row] of inside.entries()) kept.set(values.subarray(row * classes, (row + 1) * classes), at * classes);
    return kept;
  };
  const size = inside.length * classes;
  return { classes, linear: cut(linear, new Float32Array(size)), perceptron: cut(perceptron, new Float32Array(size)), labels: inside.map((row) => labels[row] ?? -1), known: cut(known, new Uint8Array(size)) };
}

const FAR = -1e3;

function judge({ classes, labels, linear, perceptron, known, strangeness, idle }: HeldOut, mix: Mix): { answers: TopLabel[]; samples: Sample[] } {
  const reading = new Reading(classes);
  const answers: TopLabel[] = [];
  const samples: Sample[] = [];
  for (const [row, label] of labels.entries()) {
    for (let target = 0; target < classes; target += 1) {
      const isKnown = known[row * classes + target] === 1;
      reading.linear[target] = isKnown ? (linear[row * classes + target] ?? 0) : FAR;
      reading.perceptron[target] = isKnown ? (perceptron[row * classes + target] ?? 0) : FAR;
    }
    reading.linear[classes] = idle[row] ?? 0;
    reading.judge(mix, strangeness[row] ?? PLAIN);
    samples.push({ features: [...reading.scope], isPositive: label >= 0 });
    if (label >= 0) answers.push({ odds: reading.odds, isRight: reading.best === label });
  }
  return { answers, samples };
}

function scopeThreshold(samples: readonly Sample[], scope: readonly number[]): number {
  const inside = samples.filter(({ isPositive }) => isPositive).map(({ features }) => sigmoid(logOdds(scope, features))).sort((a, b) => a - b);
  return inside[Math.floor(inside.length * LOST_INSIDE)] ?? 0;
}
