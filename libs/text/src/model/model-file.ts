import { createHash } from 'node:crypto';
import { featuresOf } from '../features/vectoriser.ts';
import { emptyRuns, emptyVocabulary } from '../features/vocabulary.ts';
import { englishWords } from '../features/word-vectors.ts';
import type { Calibration, IntentModel } from './intent-model.ts';
import type { ModelCard } from './model-card.ts';

const MAGIC = 'WIDECAST-INTENTS';
export const MODEL_FORMAT = 4;
const PREFIX = MAGIC.length + 8;
const DIGEST = 32;

/** Whether a file begins as a model does, be it of another format, changed or cut short. */
export const beginsAsModel = (bytes: Buffer): boolean => bytes.subarray(0, MAGIC.length).toString('latin1') === MAGIC;

/** The bytes are no model that this version can read; the message says why and how to mend it. */
export class UnreadableModel extends Error {}

interface Head {
  readonly card: ModelCard;
  readonly classes: readonly string[];
  readonly bits: number;
  /** Which meanings of words it was trained with. */
  readonly meanings: string;
  readonly hidden: number;
  readonly calibration: Calibration;
}

/** The arrays of a model in the order of the file. */
const arraysOf = ({ space, linear, perceptron }: IntentModel): readonly (Float32Array | Int8Array | Uint8Array)[] => [
  space.rarity, linear.scale, linear.bias, perceptron.inputScale, perceptron.inputBias, perceptron.output, perceptron.outputBias, space.vocabulary, space.runs ?? emptyRuns(), linear.weights, perceptron.input,
];

/**
 * A model as bytes: the magic word, the format's version and the length of the head (both 32 bits, little endian), the head
 * as JSON (filled up with blanks to a multiple of four), the arrays, and the SHA-256 of all before it.
 */
export function writeModel(model: IntentModel): Uint8Array {
  const head: Head = { card: model.card, classes: model.classes, bits: model.space.bits, meanings: englishWords().id, hidden: model.perceptron.hidden, calibration: model.calibration };
  const json = Buffer.from(JSON.stringify(head));
  const padded = Buffer.concat([json, Buffer.alloc((4 - (json.length % 4)) % 4, ' ')]);
  const prefix = Buffer.alloc(PREFIX);
  prefix.write(MAGIC);
  prefix.writeUInt32LE(MODEL_FORMAT, MAGIC.length);
  prefix.writeUInt32LE(padded.length, MAGIC.length + 4);
  const content = Buffer.concat([prefix, padded, ...arraysOf(model).map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength))]);
  return Buffer.concat([content, createHash('sha256').update(content).digest()]);
}

/** Throws {@link UnreadableModel} for anything but a whole, unchanged model of this format. */
export function readModel(given: Uint8Array): IntentModel {
  const bytes = Buffer.from(given);
  if (bytes.length < PREFIX + DIGEST || bytes.toString('latin1', 0, MAGIC.length) !== MAGIC) throw new UnreadableModel('this is no model of Widecast, or only the beginning of one; train one with `widecast triage train`');
  const format = bytes.readUInt32LE(MAGIC.length);
  if (format !== MODEL_FORMAT) throw new UnreadableModel(`the model has format ${format}, and this version reads format ${MODEL_FORMAT}; train it again with this version`);
  const content = bytes.subarray(0, bytes.length - DIGEST);
  if (!createHash('sha256').update(content).digest().equals(bytes.subarray(bytes.length - DIGEST))) throw new UnreadableModel('the model was cut short or changed after it was written (its digest differs); copy it again or train it again');
  return modelFrom(content);
}

function modelFrom(content: Buffer): IntentModel {
  const start = PREFIX + content.readUInt32LE(MAGIC.length + 4);
  const { card, classes, bits, meanings: id, hidden, calibration } = JSON.parse(content.toString('utf8', PREFIX, start)) as Head;
  const meanings = englishWords();
  if (id !== meanings.id) throw new UnreadableModel('the model was trained with other vectors of words than this version has; train it again with this version');
  const floats = (size: number): Float32Array => new Float32Array(take(size * 4).slice().buffer);
  const bytes = (size: number): Uint8Array => take(size);
  let at = start;
  const take = (size: number): Uint8Array => {
    if (at + size > content.length) throw new UnreadableModel('the model is shorter than its head says; train it again');
    const part = Uint8Array.from(content.subarray(at, at + size));
    at += size;
    return part;
  };
  const buckets = 2 ** bits;
  const features = featuresOf({ bits, meanings });
  const columns = classes.length + 1;
  const [rarity, scale, bias, inputScale] = [floats(buckets), floats(columns), floats(columns), floats(hidden)];
  const [inputBias, output, outputBias] = [floats(hidden), floats(hidden * classes.length), floats(classes.length)];
  const [vocabulary, runs] = [bytes(emptyVocabulary().length), bytes(emptyRuns().length)];
  return {
    card, classes, calibration, space: { bits, rarity, vocabulary, runs, meanings },
    linear: { weights: new Int8Array(bytes(features * columns).buffer), scale, bias },
    perceptron: { hidden, input: new Int8Array(bytes(features * hidden).buffer), inputScale, inputBias, output, outputBias },
  };
}
