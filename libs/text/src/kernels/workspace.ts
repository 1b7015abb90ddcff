import { routineBytes } from './routines.ts';

/** Entries of a sparse vector, in a workspace. */
export interface Entries {
  readonly indices: Int32Array;
  readonly values: Float32Array;
}

/** Entries whose values are integers of 16 bits, two in each of `pairs`, the first in the lower half. */
export interface PairedEntries {
  readonly indices: Int32Array;
  readonly pairs: Int32Array;
}

interface Routines {
  readonly gather: (indices: number, values: number, size: number, rows: number, rowBytes: number, vector: number) => void;
  readonly scatter: Routines['gather'];
  readonly gatherBytes: Routines['gather'];
  readonly products: (rows: number, rowBytes: number, count: number, vector: number, results: number) => void;
}

interface Memory {
  readonly buffer: ArrayBuffer;
}

/** What is used of the platform's WebAssembly, which the types of Node 20 leave out. */
const { WebAssembly: platform } = globalThis as unknown as {
  readonly WebAssembly: {
    readonly Memory: new (size: { readonly initial: number }) => Memory;
    readonly Module: new (bytes: Uint8Array) => object;
    readonly Instance: new (module: object, imports: Readonly<Record<string, Readonly<Record<string, unknown>>>>) => { readonly exports: unknown };
  };
};

const PAGE = 65_536;
const ALIGNMENT = 16;
let compiled: object | undefined;

/** The next multiple of eight: what rows of a workspace must be wide. */
export const padded = (width: number): number => Math.ceil(width / 8) * 8;

/**
 * A block of memory with the few vector operations that learning and scoring live of, four numbers at a time. All arrays
 * that they work on must come from the same workspace, and rows must be a multiple of eight wide.
 */
export class Workspace {
  private readonly memory: Memory;
  private readonly routines: Routines;
  private used = ALIGNMENT;

  constructor(bytes: number) {
    this.memory = new platform.Memory({ initial: Math.ceil((bytes + 64 * ALIGNMENT) / PAGE) });
    compiled ??= new platform.Module(routineBytes());
    this.routines = new platform.Instance(compiled, { from: { memory: this.memory } }).exports as Routines;
  }

  floats(length: number): Float32Array {
    return new Float32Array(this.memory.buffer, this.take(length * 4), length);
  }

  integers(length: number): Int32Array {
    return new Int32Array(this.memory.buffer, this.take(length * 4), length);
  }

  bytes(length: number): Int8Array {
    return new Int8Array(this.memory.buffer, this.take(length), length);
  }

  /** vector += Σ values[e] · rows[indices[e]] over the first `size` entries. */
  gather({ indices, values }: Entries, size: number, rows: Float32Array, vector: Float32Array): void {
    if (size > 0) this.routines.gather(indices.byteOffset, values.byteOffset, size, rows.byteOffset, vector.byteLength, vector.byteOffset);
  }

  /** sums += Σ value[e] · rows[indices[e]] over the first `count` pairs of entries. */
  gatherBytes({ indices, pairs }: PairedEntries, count: number, rows: Int8Array, sums: Int32Array): void {
    if (count > 0) this.routines.gatherBytes(indices.byteOffset, pairs.byteOffset, count, rows.byteOffset, sums.length, sums.byteOffset);
  }

  /** rows[indices[e]] += values[e] · vector for the first `size` entries. */
  scatter({ indices, values }: Entries, size: number, rows: Float32Array, vector: Float32Array): void {
    if (size > 0) this.routines.scatter(indices.byteOffset, values.byteOffset, size, rows.byteOffset, vector.byteLength, vector.byteOffset);
  }

  /** results[r] = rows[r] · vector. */
  products(rows: Float32Array, vector: Float32Array, results: Float32Array): void {
    this.routines.products(rows.byteOffset, vector.byteLength, results.length, vector.byteOffset, results.byteOffset);
  }

  private take(bytes: number): number {
    const at = this.used;
    this.used = Math.ceil((at + bytes) / ALIGNMENT) * ALIGNMENT;
    if (this.used > this.memory.buffer.byteLength) throw new RangeError(`the workspace has ${this.memory.buffer.byteLength} bytes, and ${this.used} are needed`);
    return at;
  }
}
