import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { UnreadableModel } from '../model/model-file.ts';
import { englishWords } from '../features/word-vectors.ts';
import type { SignalModel } from './signal-model.ts';
import type { AnySignal, LetterSignal, PeopleSignal } from './signal.ts';

export const SIGNAL_FORMAT = 1;

type Numbers = Float32Array | Int8Array | Uint8Array;

const encoded = ({ buffer, byteOffset, byteLength }: Numbers): string => Buffer.from(buffer, byteOffset, byteLength).toString('base64');
const bytesIn = (text: string): ArrayBuffer => Uint8Array.from(Buffer.from(text, 'base64')).buffer;
const digestOf = (content: unknown): string => createHash('sha256').update(JSON.stringify(content)).digest('hex');

interface Content {
  readonly card: SignalModel<AnySignal>['card'];
  readonly calibration: SignalModel['calibration'];
  readonly bits: number;
  /** Which word vectors it was trained with; absent where with none. */
  readonly words?: string;
  /** Numbers of four bytes, little endian, or of one byte; base64. */
  readonly arrays: Readonly<Record<'rarity' | 'vocabulary' | 'weights' | 'scale' | 'bias', string>>;
}

/** A model as JSON: the format's version, the content, and the SHA-256 of the content. */
export function writeSignals({ card, calibration, space, linear }: SignalModel<AnySignal> | SignalModel | SignalModel<PeopleSignal>): string {
  const arrays = { rarity: encoded(space.rarity), vocabulary: encoded(space.vocabulary), weights: encoded(linear.weights), scale: encoded(linear.scale), bias: encoded(linear.bias) };
  const content: Content = { card: card as Content['card'], calibration, bits: space.bits, ...(space.meanings && { words: space.meanings.id }), arrays };
  return `${JSON.stringify({ format: SIGNAL_FORMAT, sha256: digestOf(content), content })}\n`;
}

/** Throws {@link UnreadableModel} for anything but a whole, unchanged model of this format. */
export function readSignals<Signal extends AnySignal = LetterSignal>(text: string): SignalModel<Signal> {
  const { format, sha256, content } = parsed(text) ?? {};
  if (format !== SIGNAL_FORMAT) throw new UnreadableModel(`the model of signals has format ${String(format)}, and this version reads format ${SIGNAL_FORMAT}`);
  if (content === undefined || digestOf(content) !== sha256) throw new UnreadableModel('the model of signals was changed after it was written (its digest differs)');
  const { card, calibration, bits, words, arrays } = content;
  if (words !== undefined && words !== englishWords().id) throw new UnreadableModel('the model of signals was trained with other word vectors; train it again');
  return {
    card, calibration,
    space: { bits, rarity: new Float32Array(bytesIn(arrays.rarity)), vocabulary: new Uint8Array(bytesIn(arrays.vocabulary)), ...(words !== undefined && { meanings: englishWords() }) },
    linear: { weights: new Int8Array(bytesIn(arrays.weights)), scale: new Float32Array(bytesIn(arrays.scale)), bias: new Float32Array(bytesIn(arrays.bias)) },
  };
}

function parsed(text: string): { format?: unknown; sha256?: unknown; content?: Content } | null {
  try {
    return JSON.parse(text) as ReturnType<typeof parsed>;
  } catch {
    throw new UnreadableModel('this is no model of signals, or only the beginning of one');
  }
}

const boxed = (name: string): string => readFileSync(new URL(`../../models/${name}.json`, import.meta.url), 'utf8');

/** The models that come with Widecast; English and Russian. Some milliseconds. */
export const boxedSignals = (): SignalModel => readSignals(boxed('signals'));
export const boxedForPeople = (): SignalModel<PeopleSignal> => readSignals(boxed('for-people'));
