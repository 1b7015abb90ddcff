import { evaluate, IntentClassifier, readModel, trainModel, writeModel, type Evaluation, type Example, type IntentModel } from '@widecast/text';

export const cpuSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

export interface Trained {
  readonly model: IntentModel;
  readonly seconds: number;
  readonly bytes: number;
}

/** Trains, and goes through the file as everyone does. */
export function train(examples: readonly Example[], { seed, outOfScope = [] }: { readonly seed: number; readonly outOfScope?: readonly string[] }): Trained {
  const file = writeModel(trainModel(examples, { seed, outOfScope, trainedAt: new Date(0), clock: cpuSeconds }));
  const model = readModel(file);
  return { model, seconds: model.card.trainSeconds, bytes: file.length };
}

export const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** Each text in each dress. */
export const dressed = (examples: readonly Example[], wrappers: readonly ((question: string) => string)[]): Example[] =>
  examples.map(({ text, label }, at) => ({ text: wrappers[at % wrappers.length]?.(text) ?? text, label }));

export interface PaperRule {
  readonly inScope: number;
  readonly recall: number;
}

/**
 * The rule of the CLINC150 paper: the threshold under which a text is out of scope is the one with the highest accuracy over
 * the validation texts, those out of scope included; it is applied to the test texts as it is.
 */
export function paperRule(model: IntentModel, val: readonly Example[], valOutside: readonly string[], test: readonly Example[], testOutside: readonly string[]): PaperRule {
  const classifier = new IntentClassifier(model);
  const inside = (examples: readonly Example[]): { score: number; isRight: boolean }[] =>
    examples.map(({ text, label }) => {
      const { likeliest, inScope } = classifier.classify(text);
      return { score: inScope, isRight: likeliest === label };
    });
  const outside = (texts: readonly string[]): number[] => texts.map((text) => classifier.classify(text).inScope);
  const threshold = bestThreshold(inside(val), outside(valOutside));
  const judged = inside(test);
  return {
    inScope: judged.filter(({ score, isRight }) => isRight && score >= threshold).length / judged.length,
    recall: outside(testOutside).filter((score) => score < threshold).length / testOutside.length,
  };
}

function bestThreshold(inside: readonly { score: number; isRight: boolean }[], outside: readonly number[]): number {
  const all = [...inside.map(({ score, isRight }) => ({ score, worth: isRight ? -1 : 0 })), ...outside.map((score) => ({ score, worth: 1 }))].sort((a, b) => a.score - b.score);
  let worth = 0;
  let most = 0;
  let threshold = 0;
  for (const [at, one] of all.entries()) {
    worth += one.worth;
    if (worth > most) [most, threshold] = [worth, (one.score + (all[at + 1]?.score ?? 1)) / 2];
  }
  return threshold;
}

const ROUNDS = 6;
const ROUND_SECONDS = 0.4;

/** Texts a second of one core, at about `length` characters each: the texts joined to letters of that length. The best of some rounds: what else the machine does only slows. */
export function classifiedPerSecond(model: IntentModel, texts: readonly string[], length: number): number {
  const classifier = new IntentClassifier(model);
  const letters = Array.from({ length: 500 }, (_, at) => letterOf(texts, at * 17, length));
  for (const letter of letters) classifier.classify(letter);
  return Math.max(...Array.from({ length: ROUNDS }, () => {
    const started = cpuSeconds();
    let done = 0;
    for (; cpuSeconds() - started < ROUND_SECONDS; done += letters.length) for (const letter of letters) classifier.classify(letter);
    return done / (cpuSeconds() - started);
  }));
}

function letterOf(texts: readonly string[], from: number, length: number): string {
  let letter = '';
  for (let at = from; letter.length < length; at += 1) letter += `${texts[at % texts.length] ?? ''}${at % 4 === 3 ? '\n\n' : ' '}`;
  return letter.slice(0, length);
}

export const evaluated = (model: IntentModel, examples: readonly Example[], outside: readonly string[] = []): Evaluation => evaluate(model, examples, outside);

/** `count` examples of each label, drawn by the seed. */
export function draw(examples: readonly Example[], count: number, random: () => number): Example[] {
  const taken = new Map<string, number>();
  return examples.map((example) => ({ example, at: random() })).sort((a, b) => a.at - b.at).map(({ example }) => example).filter(({ label }) => {
    const before = taken.get(label) ?? 0;
    taken.set(label, before + 1);
    return before < count;
  });
}
