import { cellsOfLine, NOT_CLOSED, parseQuoted } from './quoted-cells.ts';

/** A row of a CSV file, or what is wrong where one should be. */
export type CsvRecord =
  | { readonly line: number; readonly cells: readonly string[]; /** As it stands in the file. */ readonly raw: string }
  | { readonly line: number; readonly column: number; readonly defect: string };

export const LONGEST_CELL = 64 * 1024;
const LONGEST_ROW = 1024 * 1024;

const TOO_LONG_CELL = `the cell is longer than ${LONGEST_CELL / 1024} KB`;

/**
 * Reads CSV (RFC 4180) from pieces of text. A defect costs the line it is in and nothing more: reading goes on with the next
 * line, where common parsers lose all that follows a broken quote. Never holds more than a row and a piece.
 */
export class CsvReader {
  private rest = '';
  private line = 1;
  private skipping = false;

  constructor(private readonly delimiter: string) {}

  /** The cells of a record once more, of what stands in the file: to keep them for each row would cost more. */
  cut(raw: string): readonly string[] {
    if (!raw.includes('"')) return raw.split(this.delimiter);
    const cells = raw.includes('\n') ? null : cellsOfLine(raw, this.delimiter);
    if (cells) return cells;
    const quoted = parseQuoted(raw.endsWith('\n') ? raw : `${raw}\n`, 0, this.delimiter);
    return 'cells' in quoted ? quoted.cells : [];
  }

  *read(piece: string): Generator<CsvRecord> {
    this.rest += piece;
    yield* this.drain(false);
  }

  *end(): Generator<CsvRecord> {
    if (this.rest !== '' && !this.rest.endsWith('\n')) this.rest += '\n';
    yield* this.drain(true);
  }

  private *drain(isEnd: boolean): Generator<CsvRecord> {
    let position = 0;
    for (;;) {
      const end = this.rest.indexOf('\n', position);
      if (end === -1) break;
      const next = this.recordAt(position, end, isEnd);
      if (next === 'incomplete') break;
      if (next.record) yield next.record;
      this.line += next.lines;
      position = next.position;
    }
    this.rest = this.rest.slice(position);
    if (this.rest.length > LONGEST_ROW && !this.rest.includes('\n')) yield* this.skipLine();
  }

  private recordAt(position: number, end: number, isEnd: boolean): Step | 'incomplete' {
    if (this.skipping) {
      this.skipping = false;
      return { record: undefined, position: end + 1, lines: 1 };
    }
    const text = this.rest.slice(position, this.rest[end - 1] === '\r' && end > position ? end - 1 : end);
    if (text === '') return { record: undefined, position: end + 1, lines: 1 };
    if (!text.includes('"')) return { record: this.checked(text.split(this.delimiter), text), position: end + 1, lines: 1 };
    const cells = cellsOfLine(text, this.delimiter);
    if (cells) return { record: this.checked(cells, text), position: end + 1, lines: 1 };
    const quoted = parseQuoted(this.rest, position, this.delimiter);
    if ('cells' in quoted) return { record: this.checked(quoted.cells, this.rest.slice(position, quoted.position)), position: quoted.position, lines: quoted.lines };
    if (quoted.defect === NOT_CLOSED && !isEnd && this.rest.length - position <= LONGEST_ROW) return 'incomplete';
    return { record: { line: this.line, column: quoted.column, defect: quoted.defect }, position: end + 1, lines: 1 };
  }

  private checked(cells: readonly string[], raw: string): CsvRecord {
    const long = raw.length > LONGEST_CELL ? cells.findIndex((cell) => cell.length > LONGEST_CELL) : -1;
    return long === -1 ? { line: this.line, cells, raw } : { line: this.line, column: long + 1, defect: TOO_LONG_CELL };
  }

  /** A line without an end: the rest of it is thrown away as it comes. */
  private *skipLine(): Generator<CsvRecord> {
    if (!this.skipping) {
      const column = this.rest.split(this.delimiter).findIndex((cell) => cell.length > LONGEST_CELL) + 1;
      yield { line: this.line, column: Math.max(column, 1), defect: column > 0 ? TOO_LONG_CELL : 'the row is longer than 1 MB' };
    }
    this.skipping = true;
    this.rest = '';
  }
}

interface Step {
  readonly record: CsvRecord | undefined;
  /** Where the next record begins, and how many lines further down. */
  readonly position: number;
  readonly lines: number;
}
