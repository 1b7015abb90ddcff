// A few instructions of WebAssembly with 128-bit vectors (WebAssembly core specification 2.0, §5.4), as bytes.

/** Unsigned LEB128. */
export function number(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>>= 7) {
    bytes.push(rest > 127 ? (rest & 127) | 128 : rest);
    if (rest <= 127) return bytes;
  }
}

export type Code = readonly number[];

/** Small constants only: up to 63, which signed LEB128 writes in one byte. */
export const constant = (value: number): Code => [0x41, value];
export const get = (local: number): Code => [0x20, local];
export const set = (local: number): Code => [0x21, local];
export const tee = (local: number): Code => [0x22, local];
export const ADD: Code = [0x6a];
export const SUBTRACT: Code = [0x6b];
export const MULTIPLY: Code = [0x6c];
export const loadIntAt = (offset: number): Code => [0x28, 2, offset];
export const LOAD_INT = loadIntAt(0);
export const LOAD_FLOAT: Code = [0x2a, 2, 0];
export const STORE_FLOAT: Code = [0x38, 2, 0];
export const ADD_FLOAT: Code = [0x92];

/** A vector instruction; `rest` is its alignment and offset, or its lane. */
const vector = (code: number, ...rest: readonly number[]): Code => [0xfd, ...number(code), ...rest];
export const LOAD = vector(0, 2, 0);
/** Eight signed bytes as eight 16-bit integers. */
export const LOAD_BYTES = vector(1, 0, 0);
export const store = (offset: number): Code => vector(11, 2, offset);
export const loadAt = (offset: number): Code => vector(0, 2, offset);
export const SPLAT = vector(19);
export const lane = (index: number): Code => vector(31, index);
export const VECTOR_ADD = vector(228);
export const VECTOR_MULTIPLY = vector(230);
export const SPLAT_INT = vector(17);
export const VECTOR_ADD_INT = vector(174);
/** Products of two times eight 16-bit integers, added by neighbours: four 32-bit integers. */
export const PAIR_PRODUCTS = vector(186);
/** Of two vectors of 16-bit integers, the lower four (the upper four) of each in turn. */
const inTurn = (first: number): Code => vector(13, ...[0, 2, 4, 6].flatMap((byte) => [first + byte, first + byte + 1, first + byte + 16, first + byte + 17]));
export const LOWER_IN_TURN = inTurn(0);
export const UPPER_IN_TURN = inTurn(8);
export const ZERO_VECTOR = vector(12, ...Array.from({ length: 16 }, () => 0));

/** Runs the body until `counter`, lowered by `step` after it, is 0; it must be above 0 before. */
export const repeat = (counter: number, step: number, ...body: readonly Code[]): Code =>
  [0x03, 0x40, ...body.flat(), ...get(counter), ...constant(step), ...SUBTRACT, ...tee(counter), 0x0d, 0, 0x0b];

export const advance = (pointer: number, step: number): Code => [...get(pointer), ...constant(step), ...ADD, ...set(pointer)];

export interface Routine {
  readonly name: string;
  /** Number of parameters, all of them 32-bit integers. */
  readonly parameters: number;
  /** Locals behind the parameters: integers, then floats, then vectors. */
  readonly locals: readonly [number, number, number];
  readonly code: Code;
}

const section = (id: number, content: readonly number[]): Code => [id, ...number(content.length), ...content];
const list = (items: readonly (readonly number[])[]): Code => [...number(items.length), ...items.flat()];
const name = (text: string): Code => [...number(text.length), ...Buffer.from(text)];

/** A module of these routines that works on the memory given as `from.memory`. */
export function assemble(routines: readonly Routine[]): Uint8Array {
  const bodies = routines.map(({ locals: [integers, floats, vectors], code }) => {
    const body = [3, ...number(integers), 0x7f, ...number(floats), 0x7d, ...number(vectors), 0x7b, ...code, 0x0b];
    return [...number(body.length), ...body];
  });
  return Uint8Array.from([
    0, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
    ...section(1, list(routines.map(({ parameters }) => [0x60, ...number(parameters), ...Array.from({ length: parameters }, () => 0x7f), 0]))),
    ...section(2, list([[...name('from'), ...name('memory'), 2, 0, 1]])),
    ...section(3, list(routines.map((_, index) => number(index)))),
    ...section(7, list(routines.map(({ name: text }, index) => [...name(text), 0, ...number(index)]))),
    ...section(10, list(bodies)),
  ]);
}
