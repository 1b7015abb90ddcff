/** A place in a message that is filled for each recipient: the number of its value. */
export interface Slot {
  readonly slot: number;
}

/** Text of a message: what stays and what is filled in. */
export type Piece = string | Slot;

/** Line ends as they go over the wire (RFC 5322 §2.1): a bare CR or LF is a line end too. */
export const canonicalLines = (text: string): string => (/[\r\n]/.test(text) ? text.replace(/\r\n|\r|\n/g, '\r\n') : text);

/** What a recipient reads. */
export const filled = (pieces: readonly Piece[], values: readonly string[]): string =>
  pieces.map((piece) => (typeof piece === 'string' ? piece : (values[piece.slot] ?? ''))).join('');

/** Pieces with canonical line ends, neighbouring texts joined; a part ends with a line end and nothing invisible before it. */
export function partPieces(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') joined[joined.length - 1] = last + piece;
    else if (piece !== '') joined.push(piece);
  }
  const canonical = joined.map((piece) => (typeof piece === 'string' ? canonicalLines(piece) : piece));
  const last = canonical.at(-1);
  if (typeof last === 'string') canonical[canonical.length - 1] = `${last.trimEnd()}\r\n`;
  else canonical.push('\r\n');
  return canonical;
}
