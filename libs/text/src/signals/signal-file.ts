import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { UnreadableModel } from '../model/model-file.ts';
import type { SignalModel } from './signal-model.ts';

export const SIGNAL_FORMAT = 1;

type Numbers = Float32Array | Int8Array | Uint8Array;

const encoded = ({ buffer, byteOffset, byteLength }: Numbers): string => Buffer.from(buffer, byteOffset, byteLength).toString('base64');
const bytesIn = (text: string): ArrayBuffer => Uint8Array.from(Buffer.from(text, 'base64')).buffer;
const digestOf = (content: unknown): string => createHash('sha256').update(JSON.stringify(content)).digest('hex');

interface Content {
  readonly card: SignalModel['card'];
  readonly calibration: SignalModel['calibration'];
  readonly bits: number;
  /** Numbers of four bytes, little endian, or of one byte; base64. */
  readonly arrays: Readonly<Record<'rarity' | 'vocabulary' | 'weights' | 'scale' | 'bias', string>>;
}

/** A model as JSON: the format's version, the content, and the SHA-256 of the content. */
export function writeSignals({ card, calibration, space, linear }: SignalModel): string {
  const arrays = { rarity: encoded(space.rarity), vocabulary: encoded(space.vocabulary), weights: encoded(linear.weights), scale: encoded(linear.scale), bias: encoded(linear.bias) };
  const content: Content = { card, calibration, bits: space.bits, arrays };
  return `${JSON.stringify({ format: SIGNAL_FORMAT, sha256: digestOf(content), content })}\n`;
}

/** Throws {@link UnreadableModel} for anything but a whole, unchanged model of this format. */
export function readSignals(text: string): SignalModel {
  const { format, sha256, content } = parsed(text) ?? {};
  if (format !== SIGNAL_FORMAT) throw new UnreadableModel(`the model of signals has format ${String(format)}, and this version reads format ${SIGNAL_FORMAT}`);
  if (content === undefined || digestOf(content) !== sha256) throw new UnreadableModel('the model of signals was changed after it was written (its digest differs)');
  const { card, calibration, bits, arrays } = content;
  return {
    card, calibration, space: { bits, rarity: new Float32Array(bytesIn(arrays.rarity)), vocabulary: new Uint8Array(bytesIn(arrays.vocabulary)) },
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

/** The model that comes with Widecast; English and Russian. Some milliseconds. */
export const boxedSignals = (): SignalModel => readSignals(readFileSync(new URL('../../models/signals.json', import.meta.url), 'utf8'));
