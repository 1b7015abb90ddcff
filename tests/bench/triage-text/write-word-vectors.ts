import { readFileSync, writeFileSync } from 'node:fs';

const WORDS = 32_000;
/** So many of the commonest are taken as they are, names among them; after them only what a list of words has. */
const COMMONEST = 5000;
const DIMENSIONS = 32;
const SWEEPS = 12;

type Vector = Float64Array;

/**
 * Makes the file of word vectors that comes with Widecast from published ones (GloVe, Pennington et al. 2014; public domain, PDDL 1.0): a text
 * file with a line for each word, the commonest first: the word and its numbers. Of them 32,000 are centred: the 5,000 commonest, and
 * after them those that a list (one word a line, such as that of SCOWL) has in lower case; then they are scaled to
 * length 1 and turned into their 32 principal components, in bytes.
 */
export function writeWordVectors({ from, list, to }: { readonly from: string; readonly list: string; readonly to: string }): void {
  const found = commonest(readFileSync(from, 'latin1'), new Set(readFileSync(list, 'utf8').split('\n')));
  const vectors = found.map(([, vector]) => vector);
  const size = vectors[0]?.length ?? 0;
  const middle = Float64Array.from({ length: size }, (_, at) => vectors.reduce((sum, vector) => sum + (vector[at] ?? 0), 0) / vectors.length);
  const unit = vectors.map((vector) => scaled(vector.map((value, at) => value - (middle[at] ?? 0)), 1));
  const axes = principalAxes(unit).slice(0, DIMENSIONS);
  const rows = unit.map((vector) => scaled(Float64Array.from(axes, (axis) => product(axis, vector)), 1));
  const most = Math.max(...rows.map((row) => Math.max(...row.map(Math.abs))));
  const bytes = Int8Array.from(rows.flatMap((row) => [...row].map((value) => Math.round((value / most) * 127))));
  const head = JSON.stringify({ words: found.length, dimensions: DIMENSIONS, from: 'GloVe 6B, 100 dimensions (Pennington, Socher, Manning 2014), PDDL 1.0' });
  writeFileSync(to, Buffer.concat([Buffer.from(`${head}\n${found.map(([word]) => word).join('\n')}\n`), Buffer.from(bytes.buffer)]));
}

function commonest(text: string, listed: ReadonlySet<string>): [string, Vector][] {
  const found = new Map<string, Vector>();
  for (let start = 0; start < text.length && found.size < WORDS;) {
    const end = text.indexOf('\n', start) < 0 ? text.length : text.indexOf('\n', start);
    const [word = '', ...numbers] = text.slice(start, end).split(' ');
    const folded = word.replaceAll("'", '');
    if (/^[a-z]+$/.test(folded) && !found.has(folded) && (found.size < COMMONEST || listed.has(folded))) found.set(folded, Float64Array.from(numbers, Number));
    start = end + 1;
  }
  return [...found];
}

const product = (one: Vector, other: Vector): number => one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);

function scaled(vector: Vector, length: number): Vector {
  const scale = length / (Math.sqrt(product(vector, vector)) || 1);
  return vector.map((value) => value * scale);
}

/** The eigenvectors of the covariance, that of the largest eigenvalue first (cyclic Jacobi; Golub and Van Loan, section 8.5). */
function principalAxes(vectors: readonly Vector[]): Vector[] {
  const size = vectors[0]?.length ?? 0;
  const rows = Array.from({ length: size }, () => new Float64Array(size));
  for (const vector of vectors) for (const [at, row] of rows.entries()) for (let other = 0; other < size; other += 1) row[other] = (row[other] ?? 0) + (vector[at] ?? 0) * (vector[other] ?? 0);
  const axes = rows.map((_, at) => Float64Array.from({ length: size }, (_, other) => Number(at === other)));
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) for (let p = 0; p < size; p += 1) for (let q = p + 1; q < size; q += 1) turn(rows, axes, p, q);
  const value = (at: number): number => rows[at]?.[at] ?? 0;
  return [...axes.keys()].sort((a, b) => value(b) - value(a)).map((at) => Float64Array.from(axes, (axis) => axis[at] ?? 0));
}

/** Turns rows and columns p and q so that their common element becomes 0. */
function turn(rows: Vector[], axes: Vector[], p: number, q: number): void {
  const [ofP = new Float64Array(), ofQ = new Float64Array()] = [rows[p], rows[q]];
  const shared = ofP[q] ?? 0;
  if (Math.abs(shared) < 1e-12) return;
  const angle = ((ofQ[q] ?? 0) - (ofP[p] ?? 0)) / (2 * shared);
  const tangent = (angle < 0 ? -1 : 1) / (Math.abs(angle) + Math.hypot(angle, 1));
  const cosine = 1 / Math.hypot(tangent, 1);
  const sine = tangent * cosine;
  const rotate = (one: Vector, first: number, other: Vector, second: number): void => {
    const [a, b] = [one[first] ?? 0, other[second] ?? 0];
    [one[first], other[second]] = [cosine * a - sine * b, sine * a + cosine * b];
  };
  for (const row of rows) rotate(row, p, row, q);
  for (let at = 0; at < ofP.length; at += 1) rotate(ofP, at, ofQ, at);
  for (const axis of axes) rotate(axis, p, axis, q);
}
