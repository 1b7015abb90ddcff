import {
  ADD, ADD_FLOAT, advance, assemble, get, lane, LOAD, LOAD_BYTES, LOAD_FLOAT, LOAD_INT, loadAt, loadIntAt, LOWER_IN_TURN, MULTIPLY, PAIR_PRODUCTS, repeat, set, SPLAT, SPLAT_INT, store, STORE_FLOAT,
  UPPER_IN_TURN, VECTOR_ADD, VECTOR_ADD_INT, VECTOR_MULTIPLY, ZERO_VECTOR, type Code, type Routine,
} from './assembly.ts';

// Parameters of the two that go over entries: 0 indices, 1 values, 2 number of entries (not 0), 3 rows, 4 bytes of a row, 5 the one vector.
// Locals: 6 pointer to the row, 7 pointer to the vector, 8 bytes left, 9 (float, unused), 10 the value in all four lanes.
const START_ROW: Code = [
  ...get(3), ...get(0), ...LOAD_INT, ...get(4), ...MULTIPLY, ...ADD, ...set(6), ...get(5), ...set(7), ...get(4), ...set(8),
  ...get(1), ...LOAD_FLOAT, ...SPLAT, ...set(10),
];
const overEntries = (inner: Code): Code => repeat(2, 1, START_ROW, inner, advance(0, 4), advance(1, 4));
const ENTRIES = { parameters: 6, locals: [3, 1, 1] } as const;

// Of gatherBytes, whose values are pairs of 16-bit integers. Parameters: 0 indices, 1 pairs, 2 number of pairs (not 0), 3 rows, 4 bytes of a row, 5 the sums.
// Locals: 6 and 7 pointers to the rows, 8 pointer to the sums, 9 bytes left, 10 (float, unused), 11 the pair in all four lanes, 12 and 13 eight integers of each row.
const rowAt = (offset: number, pointer: number): Code => [...get(3), ...get(0), ...loadIntAt(offset), ...get(4), ...MULTIPLY, ...ADD, ...set(pointer)];
const addPairs = (offset: number, inTurn: Code): Code =>
  [...get(8), ...get(8), ...loadAt(offset), ...get(12), ...get(13), ...inTurn, ...get(11), ...PAIR_PRODUCTS, ...VECTOR_ADD_INT, ...store(offset)];
const overPairs = (inner: Code): Code =>
  repeat(2, 1, rowAt(0, 6), rowAt(4, 7), get(5), set(8), get(4), set(9), get(1), LOAD_INT, SPLAT_INT, set(11), inner, advance(0, 8), advance(1, 4));

const ROUTINES: readonly Routine[] = [
  {
    name: 'gather', ...ENTRIES,
    code: overEntries(repeat(8, 16, get(7), get(7), LOAD, get(6), LOAD, get(10), VECTOR_MULTIPLY, VECTOR_ADD, store(0), advance(6, 16), advance(7, 16))),
  },
  {
    name: 'scatter', ...ENTRIES,
    code: overEntries(repeat(8, 16, get(6), get(6), LOAD, get(7), LOAD, get(10), VECTOR_MULTIPLY, VECTOR_ADD, store(0), advance(6, 16), advance(7, 16))),
  },
  {
    name: 'gatherBytes', parameters: 6, locals: [4, 1, 3],
    code: overPairs(repeat(9, 8, get(6), LOAD_BYTES, set(12), get(7), LOAD_BYTES, set(13), addPairs(0, LOWER_IN_TURN), addPairs(16, UPPER_IN_TURN), advance(6, 8), advance(7, 8), advance(8, 32))),
  },
  {
    // Parameters: 0 rows, 1 bytes of a row, 2 number of rows, 3 the vector, 4 the results. Locals: 5 pointer to the vector, 6 bytes left, 7 (float, unused), 8 the sums.
    name: 'products', parameters: 5, locals: [2, 1, 1],
    code: repeat(
      2, 1, ZERO_VECTOR, set(8), get(3), set(5), get(1), set(6),
      repeat(6, 16, get(8), get(0), LOAD, get(5), LOAD, VECTOR_MULTIPLY, VECTOR_ADD, set(8), advance(0, 16), advance(5, 16)),
      get(4), get(8), lane(0), get(8), lane(1), ADD_FLOAT, get(8), lane(2), ADD_FLOAT, get(8), lane(3), ADD_FLOAT, STORE_FLOAT, advance(4, 4),
    ),
  },
];

export const routineBytes = (): Uint8Array => assemble(ROUTINES);
