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

  it.each([0, 1, 7, 20])('adds up the rows of %i entries', (size) => {
    const vector = space.floats(WIDTH).fill(1);
    space.gather(entries, size, rows, vector);

    const sumOf = (column: number): number => [...entries.indices.subarray(0, size)].reduce((sum, row, at) => sum + (entries.values[at] ?? 0) * (rows[row * WIDTH + column] ?? 0), 1);
    for (const [column, value] of vector.entries()) expect(value).toBeCloseTo(sumOf(column), 3);
  });

  it.each([0, 1, 10])('adds up the rows of %i pairs of entries whose rows are bytes, exactly', (count) => {
    const bytes = space.bytes(ROWS * WIDTH);
    for (const at of bytes.keys()) bytes[at] = Math.floor(random() * 255) - 127;
    const values = Array.from({ length: 20 }, (_, at) => (at === 0 ? -32_767 : Math.floor((random() - 0.5) * 65_534)));
    const pairs = space.integers(10);
    for (const pair of pairs.keys()) pairs[pair] = ((values[2 * pair] ?? 0) & 0xffff) | ((values[2 * pair + 1] ?? 0) << 16);
    const sums = space.integers(WIDTH).fill(7);
    space.gatherBytes({ indices: entries.indices, pairs }, count, bytes, sums);

    const sumOf = (column: number): number => [...entries.indices.subarray(0, 2 * count)].reduce((sum, row, at) => sum + (values[at] ?? 0) * (bytes[row * WIDTH + column] ?? 0), 7);
    expect([...sums]).toEqual(Array.from({ length: WIDTH }, (_, column) => sumOf(column)));
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
