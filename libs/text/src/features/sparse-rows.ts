/** Rows of which most values are 0 (compressed sparse rows): row r has the entries offsets[r] to offsets[r + 1]. */
export interface SparseRows {
  readonly offsets: Int32Array;
  readonly indices: Int32Array;
  readonly values: Float32Array;
}

export const rowCount = (rows: SparseRows): number => rows.offsets.length - 1;

/** Collects rows whose number and size are not known before. */
export class SparseRowsBuilder {
  private readonly offsets: number[] = [0];
  private indices = new Int32Array(1 << 16);
  private values = new Float32Array(1 << 16);
  private size = 0;

  add(indices: Int32Array, values: Float32Array, size: number): void {
    while (this.size + size > this.indices.length) this.grow();
    this.indices.set(indices.subarray(0, size), this.size);
    this.values.set(values.subarray(0, size), this.size);
    this.size += size;
    this.offsets.push(this.size);
  }

  build(): SparseRows {
    return { offsets: Int32Array.from(this.offsets), indices: this.indices.slice(0, this.size), values: this.values.slice(0, this.size) };
  }

  private grow(): void {
    const indices = new Int32Array(this.indices.length * 2);
    indices.set(this.indices);
    const values = new Float32Array(this.values.length * 2);
    values.set(this.values);
    [this.indices, this.values] = [indices, values];
  }
}

/** The chosen rows, in the order given. */
export function pickRows(rows: SparseRows, chosen: Int32Array): SparseRows {
  const picked = new SparseRowsBuilder();
  for (const row of chosen) {
    const [start = 0, end = 0] = rows.offsets.subarray(row, row + 2);
    picked.add(rows.indices.subarray(start, end), rows.values.subarray(start, end), end - start);
  }
  return picked.build();
}

/** The rows of the first, then those of the second. */
export function joinRows(first: SparseRows, second: SparseRows): SparseRows {
  const entries = first.indices.length;
  const indices = new Int32Array(entries + second.indices.length);
  const values = new Float32Array(indices.length);
  indices.set(first.indices);
  indices.set(second.indices, entries);
  values.set(first.values);
  values.set(second.values, entries);
  return { offsets: Int32Array.from([...first.offsets, ...second.offsets.subarray(1).map((offset) => offset + entries)]), indices, values };
}
