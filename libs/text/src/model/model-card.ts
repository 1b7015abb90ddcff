/** What is known of a model: shown to people, kept in its file. */
export interface ModelCard {
  readonly trainedAt: string;
  readonly seed: number;
  readonly examples: number;
  readonly outOfScopeExamples: number;
  readonly classes: number;
  /** SHA-256 over the sorted examples: the same data has the same hash whatever its order. */
  readonly dataHash: string;
  readonly trainSeconds: number;
  /** On held-out folds of the training data, never on a test set. */
  readonly heldOut: HeldOutFigures;
}

export interface HeldOutFigures {
  readonly examples: number;
  readonly accuracy: number;
  readonly ece: number;
  readonly auto: { readonly promised: number; readonly realised: number | null; readonly coverage: number };
}
