/** Raw scores of the two models for texts whose class is known, row by row. */
export interface HeldOutScores {
  readonly classes: number;
  readonly linear: Float32Array;
  readonly perceptron: Float32Array;
  readonly labels: Int32Array;
  /** False where the model of a fold did not know the class: by row × class. */
  readonly known: Uint8Array;
}

export interface Mix {
  readonly linear: number;
  readonly perceptron: number;
}

/** Mean negative log-likelihood of the labels under softmax(a · linear + b · perceptron). */
function loss({ classes, linear, perceptron, labels, known }: HeldOutScores, mix: Mix): number {
  let sum = 0;
  for (let row = 0; row < labels.length; row += 1) {
    const from = row * classes;
    const scoreOf = (target: number): number => mix.linear * (linear[from + target] ?? 0) + mix.perceptron * (perceptron[from + target] ?? 0);
    const own = scoreOf(labels[row] ?? 0);
    let powers = 0;
    for (let target = 0; target < classes; target += 1) if (known[from + target] === 1) powers += Math.exp(scoreOf(target) - own);
    sum += Math.log(powers);
  }
  return sum / Math.max(1, labels.length);
}

const START: Mix = { linear: 2.5, perceptron: 0.5 };
const RATIOS = [1.5, 1.2, 1.05];

/**
 * The weights under which held-out labels are the most likely: stacking and temperature scaling (Guo et al. 2017) in
 * one. Searches by steps that become finer; both stay positive.
 */
export function fitMix(scores: HeldOutScores): Mix {
  let best = START;
  let least = loss(scores, best);
  for (const ratio of RATIOS) {
    for (let moved = true; moved; ) {
      moved = false;
      for (const [linear, perceptron] of [[ratio, 1], [1 / ratio, 1], [1, ratio], [1, 1 / ratio]] as const) {
        const mix = { linear: best.linear * linear, perceptron: best.perceptron * perceptron };
        const found = mix.linear > 100 || mix.perceptron > 100 || mix.linear < 0.01 || mix.perceptron < 0.01 ? Infinity : loss(scores, mix);
        if (found < least - 1e-6) [best, least, moved] = [mix, found, true];
      }
    }
  }
  return best;
}
