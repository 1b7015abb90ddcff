/** A linear model: score of class k = bias[k] + Σ value[f] · weights[f · classes + k]. */
export interface LinearWeights {
  readonly classes: number;
  readonly weights: Float32Array;
  readonly bias: Float32Array;
}
