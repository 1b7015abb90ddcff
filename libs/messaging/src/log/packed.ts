import { deflateSync, inflateSync } from 'node:zlib';

/** Shorter values stay as they are, in bytes. */
const WORTH_IT = 1024;
/** What zlib's format begins with (RFC 1950), and no JSON does. */
const DEFLATED = 0x78;
/** Most of a batch is random ids, in which there is little to find. */
const LEVEL = 1;

/** A value as it lies in the tables of an outbox and of the log: the JSON in UTF-8, deflated where it is long. */
export function pack(json: string): Buffer {
  const bytes = Buffer.from(json);
  return bytes.length < WORTH_IT ? bytes : deflateSync(bytes, { level: LEVEL });
}

export function unpack(packed: Buffer): string {
  return (packed[0] === DEFLATED ? inflateSync(packed) : packed).toString();
}

/** Parameters of `unnest($1::bytea …)`, see {@link PACKED}. */
export type PackedColumns = readonly [all: Buffer, starts: (number | null)[], lengths: (number | null)[], sizes: number[]];

/** Values for one parameter: the driver would write each element of an array in hexadecimal digits. A size is that of the JSON, in bytes; that of no value is 0. */
export function packAll(values: readonly (string | null)[]): PackedColumns {
  const packed = values.map((value) => (value === null ? null : pack(value)));
  let next = 1;
  const starts = packed.map((each) => (each === null ? null : (next += each.length) - each.length));
  return [Buffer.concat(packed.filter((each) => each !== null)), starts, packed.map((each) => each?.length ?? null), values.map((value) => (value === null ? 0 : Buffer.byteLength(value)))];
}
