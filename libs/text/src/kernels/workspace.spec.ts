import { describe, expect, it } from '@jest/globals';
import { randomFrom } from '../learning/random.ts';
import { Workspace, type Entries } from './workspace.ts';

const ROWS = 50;
const WIDTH = 24;

describe('Workspace', () => {
  const random = randomFrom(9);
  const space = new Workspace(200_000);
  const filled = (length: number): Float32Array => space.floats(length).map(() => 0);
  const entries: Entries = { indices: space.integers(20), values: space.floats(20) };
  for (let at = 0; at < 20; at += 1) [entries.indices[at], entries.values[at]] = [Math.floor(random() * ROWS), random() - 0.5];
  const rows = space.floats(ROWS * WIDTH);
  for (const at of rows.keys()) rows[at] = random() - 0.5;
  const bytes = space.bytes(ROWS * WIDTH);
  for (const at of bytes.keys()) bytes[at] = Math.floor(random() * 255) - 127;
  const sumOf = (table: Float32Array | Int8Array, size: number, column: number): number =>
    [...entries.indices.subarray(0, size)].reduce((sum, row, at) => sum + (entries.values[at] ?? 0) * (table[row * WIDTH + column] ?? 0), 1);

  it.each([0, 1, 7, 20])('adds up the rows of %i entries, of floats and of bytes', (size) => {
    for (const table of [rows, bytes]) {
      const vector = space.floats(WIDTH).fill(1);
      space.gather(entries, size, table, vector);
      for (const [column, value] of vector.entries()) expect(value).toBeCloseTo(sumOf(table, size, column), 3);
    }
  });

  it('adds a vector to rows, to a row named twice both times', () => {
    const table = space.floats(ROWS * WIDTH);
    const vector = space.floats(WIDTH);
    for (const column of vector.keys()) vector[column] = column;
    space.scatter(entries, 20, table, vector);

    for (let row = 0; row < ROWS; row += 1) {
      const share = [...entries.indices].reduce((sum, index, at) => sum + (index === row ? (entries.values[at] ?? 0) : 0), 0);
      for (const column of vector.keys()) expect(table[row * WIDTH + column]).toBeCloseTo(share * column, 4);
    }
  });

  it('multiplies rows with a vector', () => {
    const vector = space.floats(WIDTH);
    for (const column of vector.keys()) vector[column] = random();
    const results = space.floats(ROWS);
    space.products(rows, vector, results);

    for (const [row, value] of results.entries()) expect(value).toBeCloseTo(vector.reduce((sum, part, column) => sum + part * (rows[row * WIDTH + column] ?? 0), 0), 4);
  });

  it('has no more memory than was asked for', () => {
    expect(() => filled(1_000_000)).toThrow('the workspace has');
  });
});
