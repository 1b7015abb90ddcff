import { createRequire } from 'node:module';
import type { Example } from '@widecast/text';

/** Learns the examples; answers what classifies. */
export type Peer = (examples: readonly Example[]) => (text: string) => string;

interface WinkClassifier {
  readonly definePrepTasks: (tasks: readonly ((text: string) => readonly string[])[]) => void;
  readonly defineConfig: (settings: { readonly considerOnlyPresence: boolean; readonly smoothingFactor: number }) => void;
  readonly learn: (text: string, label: string) => void;
  readonly consolidate: () => void;
  readonly predict: (text: string) => string;
}

interface NaturalClassifier {
  readonly addDocument: (text: string, label: string) => void;
  readonly train: () => void;
  readonly classify: (text: string) => string;
}

/** Found at run time: they are no dependencies of the project. */
const load = createRequire(import.meta.url) as (name: string) => unknown;

const natural = (name: 'BayesClassifier' | 'LogisticRegressionClassifier'): Peer => (examples) => {
  const classifier = new (load('natural') as Record<typeof name, new () => NaturalClassifier>)[name]();
  for (const { text, label } of examples) classifier.addDocument(text, label);
  classifier.train();
  return (text) => classifier.classify(text);
};

const wink: Peer = (examples) => {
  const bayes = (load('wink-naive-bayes-text-classifier') as () => WinkClassifier)();
  bayes.definePrepTasks([(text) => text.toLowerCase().match(/[a-z0-9']+/g) ?? []]);
  bayes.defineConfig({ considerOnlyPresence: true, smoothingFactor: 0.5 });
  for (const { text, label } of examples) bayes.learn(text, label);
  bayes.consolidate();
  return (text) => bayes.predict(text);
};

export const PEERS = { 'natural, naive Bayes': natural('BayesClassifier'), 'natural, logistic regression': natural('LogisticRegressionClassifier'), 'wink-naive-bayes-text-classifier': wink } as const;
export type PeerName = keyof typeof PEERS;
