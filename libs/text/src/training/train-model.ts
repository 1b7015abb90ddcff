import { emptyRuns } from '../features/vocabulary.ts';
import { featuresOf, learnSpace, Vectoriser, type FeatureSpace } from '../features/vectoriser.ts';
import { englishWords } from '../features/word-vectors.ts';
import { SparseRowsBuilder, type SparseRows } from '../features/sparse-rows.ts';
import type { IntentModel } from '../model/intent-model.ts';
import { FILLERS } from '../segments/fillers.ts';
import { calibrate } from './calibrate.ts';
import { fitModels } from './fit-models.ts';
import { judgeFolds, judgeScope } from './held-out.ts';
import { trainingSet, type Example } from './training-set.ts';

export interface TrainingOptions {
  readonly seed?: number;
  /** Precision to promise for automatic answers. */
  readonly promised?: number;
  /** Texts that belong to none of the intents, where there are such. */
  readonly outOfScope?: readonly string[];
  readonly trainedAt: Date;
  /** Seconds that only grow, to tell how long it took; by the wall where absent. */
  readonly clock?: () => number;
  /** Told what goes on, for who waits. */
  readonly onProgress?: (what: string) => void;
}

const BITS = 14;
const wallSeconds = (): number => performance.now() / 1000;

/**
 * Trains a classifier: the same examples in the same order, and the same seed, give the same model. Takes seconds to a minute of one core:
 * where others wait, call it in a worker. Throws {@link UnusableExamples}.
 */
export function trainModel(given: readonly Example[], options: TrainingOptions): IntentModel {
  const { seed = 1, promised = 0.98, onProgress, clock = wallSeconds } = options;
  const started = clock();
  const set = trainingSet(given, options.outOfScope);
  const texts = [...set.examples.map(({ text }) => text), ...set.outOfScope];
  const space = learnSpace(texts, BITS, { runs: emptyRuns(), meanings: englishWords() });
  const rows = vectorsOf(texts, space);
  const labels = Int32Array.from({ length: texts.length }, (_, row) => set.labels[row] ?? -1);
  const task = { rows, labels, fillers: vectorsOf(FILLERS, space), classes: set.classes.length, buckets: 2 ** BITS, features: featuresOf(space), seed };
  const judging = { texts, bits: BITS, ...(onProgress && { onProgress }) };
  const { calibration, figures } = calibrate(judgeFolds(task, judging), judgeScope(task, judging), promised);
  onProgress?.('training on all examples');
  const models = fitModels(task);
  return {
    card: {
      trainedAt: options.trainedAt.toISOString(), seed, examples: set.examples.length, outOfScopeExamples: set.outOfScope.length, classes: set.classes.length,
      dataHash: set.dataHash, trainSeconds: Math.round((clock() - started) * 1000) / 1000, heldOut: figures,
    },
    classes: set.classes, space, ...models, calibration,
  };
}

export function vectorsOf(texts: readonly string[], space: FeatureSpace): SparseRows {
  const vectoriser = new Vectoriser(space);
  const rows = new SparseRowsBuilder();
  for (const text of texts) rows.add(vectoriser.indices, vectoriser.values, vectoriser.read(text));
  return rows.build();
}
