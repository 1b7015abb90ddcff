import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { englishWords } from '../features/word-vectors.ts';
import { evaluate } from '../evaluation/evaluate.ts';
import { IntentClassifier } from '../model/intent-classifier.ts';
import type { IntentModel } from '../model/intent-model.ts';
import { MODEL_FORMAT, readModel, writeModel } from '../model/model-file.ts';
import { trainModel } from './train-model.ts';
import type { Example } from './training-set.ts';

const SUBJECTS: Readonly<Record<string, readonly string[]>> = {
  billing: ['the invoice is wrong', 'send me the invoice', 'my bill is too high', 'pay the invoice by card', 'no invoice for may'],
  delivery: ['where is my parcel', 'the parcel is late', 'the courier did not come', 'track the parcel', 'no parcel for two weeks'],
  access: ['i cannot log in', 'the password is not accepted', 'reset my password', 'my login is locked', 'no password mail'],
};
const ENDINGS = ['', ' please', ' today', ' since monday', ' again', ' can you help'];
const EXAMPLES: Example[] = Object.entries(SUBJECTS).flatMap(([label, texts]) => texts.flatMap((text) => ENDINGS.map((ending) => ({ text: text + ending, label }))));
const trainedAt = new Date('2025-03-01T00:00:00Z');

/** The file as it were if it had been trained with another file of word vectors. */
function withOtherWords(bytes: Uint8Array): Buffer {
  const content = Buffer.from(Buffer.from(bytes.subarray(0, -32)).toString('latin1').replace(englishWords().id, '0'.repeat(16)), 'latin1');
  return Buffer.concat([content, createHash('sha256').update(content).digest()]);
}

describe('trainModel', () => {
  let model: IntentModel;

  beforeAll(() => {
    model = trainModel(EXAMPLES, { trainedAt, outOfScope: ['how tall is the tower', 'who won the match', 'boil two eggs', 'the weather in rome'] });
  });

  it('tells intents apart, and that a text is none of them', () => {
    const classifier = new IntentClassifier(model);

    expect(classifier.classify('parcel still not here').likeliest).toBe('delivery');
    expect(classifier.classify('the invoice is wrong, please').intent).toBe('billing');
    expect(classifier.classify('tell me a joke').intent).toBeNull();
    expect(classifier.classify('').confidence).toBeLessThan(0.9);
  });

  it('shares the probability among the intents, the likeliest with its confidence', () => {
    const classifier = new IntentClassifier(model);
    const { likeliest, confidence } = classifier.classify('the parcel invoice is wrong');
    const { probabilities } = classifier;

    expect(probabilities[model.classes.indexOf(likeliest)]).toBeCloseTo(confidence, 5);
    expect(probabilities.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 5);
    expect(Math.min(...probabilities)).toBeGreaterThan(0);
  });

  it('finds the question in a mail', () => {
    const mail = 'Dear Anna,\n\nwe are a small bakery in Rome. I cannot log in since yesterday.\n\nBest regards\nPaolo\n\nOn Monday Support wrote:\n> your parcel and your invoice were sent';

    expect(new IntentClassifier(model).classify(mail).likeliest).toBe('access');
  });

  it('does not take a sentence about nothing for the question', () => {
    const mail = 'I hope that you are doing well and had a good weekend. We have been loyal customers for years now. Track my parcel. I can send you more details. Sorry for the trouble.';

    expect(new IntentClassifier(model).classify(mail)).toMatchObject({ likeliest: 'delivery', intent: 'delivery' });
  });

  it('reads the mail below where its sender only passes it on, and not where he asks himself', () => {
    const classifier = new IntentClassifier(model);
    const head = 'From: Tom\nSent: Monday\nTo: Ann\nSubject: software\n\n';

    expect(classifier.classify(`From one of our staff.\n\nAnn Lee\nLee & Co\n\n${head}Hi Ann\n\nthe parcel is late\n\nTom`).likeliest).toBe('delivery');
    expect(classifier.classify(`reset my password\n\nAnn\n\n${head}Hi Ann\n\nthe parcel is late\n\nTom`).likeliest).toBe('access');
  });

  it('is the same for the same examples and seed, and says what it was made of', () => {
    const again = trainModel(EXAMPLES, { trainedAt, outOfScope: ['how tall is the tower', 'who won the match', 'boil two eggs', 'the weather in rome'] });

    expect(Buffer.compare(writeModel(again), writeModel({ ...model, card: again.card }))).toBe(0);
    expect(model.card).toMatchObject({ trainedAt: '2025-03-01T00:00:00.000Z', seed: 1, examples: 90, outOfScopeExamples: 4, classes: 3, dataHash: again.card.dataHash });
  });

  it('measures on examples and on texts out of scope', () => {
    const figures = evaluate(model, EXAMPLES, ['the weather in the tower']);

    expect(figures).toMatchObject({ examples: 90, accuracy: 1, macroF1: 1, oosAuroc: 1 });
  });

  it('survives being a file', () => {
    const read = readModel(writeModel(model));

    expect(Buffer.compare(writeModel(read), writeModel(model))).toBe(0);
    expect(new IntentClassifier(read).classify('where is my parcel')).toEqual(new IntentClassifier(model).classify('where is my parcel'));
  });

  it('is refused as a file that was cut short, changed, of another format, or is none', () => {
    const bytes = writeModel(model);
    const changed = (at: number): Uint8Array => bytes.map((byte, index) => (index === at ? byte ^ 1 : byte));

    for (const size of [0, 10, 30, 1000, bytes.length - 33, bytes.length - 1]) expect(() => readModel(bytes.subarray(0, size))).toThrow(/cut short|no model/);
    for (const at of [30, 5000, bytes.length - 40, bytes.length - 1]) expect(() => readModel(changed(at))).toThrow('changed');
    expect(() => readModel(changed(16))).toThrow(`format ${MODEL_FORMAT ^ 1}, and this version reads format ${MODEL_FORMAT}`);
    expect(() => readModel(withOtherWords(bytes))).toThrow('other vectors of words');
    expect(() => readModel(Buffer.from('PK\u0003\u0004 something else altogether, and long enough to be a file'))).toThrow('no model');
  });
});

describe('examples that cannot be learned from', () => {
  it.each<[string, Example[], string]>([
    ['nothing', [], 'there are no examples'],
    ['one label', [{ text: 'a', label: 'x' }, { text: 'b', label: 'x' }], 'all examples have the label "x"'],
    ['an empty text', [{ text: 'a', label: 'x' }, { text: ' \n', label: 'y' }], 'example 2 has no text'],
    ['labels that differ by case', [{ text: 'a', label: 'Bug' }, { text: 'b', label: 'bug' }], '"Bug", "bug"'],
    ['a label with one example', [{ text: 'a', label: 'x' }, { text: 'b', label: 'x' }, { text: 'c', label: 'y' }], 'too few examples of "y"'],
    ['a label for each text', Array.from({ length: 2002 }, (_, at) => ({ text: 'a', label: `l${at >> 1}` })), 'is another column the label?'],
  ])('are refused with the reason: %s', (_what, examples, reason) => expect(() => trainModel(examples, { trainedAt })).toThrow(reason));
});
