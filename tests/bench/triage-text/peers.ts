import { IntentClassifier } from '@widecast/text';
import type { Banking77 } from './data-sets.ts';
import { cpuSeconds, train } from './measure.ts';

interface Peer {
  readonly name: string;
  readonly make: () => Promise<(data: Banking77) => (text: string) => string>;
}

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
const load = async (name: string): Promise<{ default: unknown }> => (await import(name)) as { default: unknown };

const PEERS: readonly Peer[] = [
  {
    name: 'wink-naive-bayes-text-classifier',
    make: async () => {
      const make = (await load('wink-naive-bayes-text-classifier')).default as () => WinkClassifier;
      return ({ train: examples }) => {
        const bayes = make();
        bayes.definePrepTasks([(text) => text.toLowerCase().match(/[a-z0-9']+/g) ?? []]);
        bayes.defineConfig({ considerOnlyPresence: true, smoothingFactor: 0.5 });
        for (const { text, label } of examples) bayes.learn(text, label);
        bayes.consolidate();
        return (text) => bayes.predict(text);
      };
    },
  },
  {
    name: 'natural',
    make: async () => {
      const { BayesClassifier } = (await load('natural')).default as { BayesClassifier: new () => NaturalClassifier };
      return ({ train: examples }) => {
        const bayes = new BayesClassifier();
        for (const { text, label } of examples) bayes.addDocument(text, label);
        bayes.train();
        return (text) => bayes.classify(text);
      };
    },
  },
];

/** Every fifth test text, for the slow ones' sake; Widecast on the same. */
export async function sideBySide(data: Banking77): Promise<{ what: string; value: number }[]> {
  const test = data.test.filter((_, at) => at % 5 === 0);
  const found = [];
  for (const { name, make } of PEERS) {
    const prepare = await make().catch(() => undefined);
    if (prepare) found.push(...measured(name, () => prepare(data), test));
    else process.stdout.write(`${name} is not installed; for a comparison: npm install --no-save ${name}\n`);
  }
  const own = measured('Widecast', () => {
    const classifier = new IntentClassifier(train(data.train, { seed: 1 }).model);
    return (text) => classifier.classify(text).likeliest;
  }, test);
  return [...found, ...own];
}

function measured(name: string, prepare: () => (text: string) => string, test: Banking77['test']): { what: string; value: number }[] {
  const begun = cpuSeconds();
  const classify = prepare();
  const trained = cpuSeconds();
  const right = test.filter(({ text, label }) => classify(text) === label).length;
  const seconds = cpuSeconds() - trained;
  return [
    { what: `Side by side on ${test.length} texts, ${name}: accuracy`, value: right / test.length },
    { what: `Side by side, ${name}: training, CPU seconds`, value: trained - begun },
    { what: `Side by side, ${name}: texts classified per CPU second`, value: test.length / seconds },
  ];
}
