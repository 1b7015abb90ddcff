/** A row of a CSV file, or what is wrong where one should be. */
export type CsvRecord =
  | { readonly line: number; readonly cells: readonly string[]; /** As it stands in the file. */ readonly raw: string }
  | { readonly line: number; readonly column: number; readonly defect: string };

export const LONGEST_CELL = 64 * 1024;
const LONGEST_ROW = 1024 * 1024;

const TOO_LONG_CELL = `the cell is longer than ${LONGEST_CELL / 1024} KB`;
const NOT_CLOSED = 'a quote is opened and never closed; double the quotes inside a value';
const AFTER_QUOTE = 'there is text after the closing quote; double the quotes inside a value';
const IN_VALUE = 'there is a quote in the middle of the value; put the whole value in quotes and double those inside';

/**
 * Reads CSV (RFC 4180) from pieces of text. A defect costs the line it is in and nothing more: reading goes on with the next
 * line, where common parsers lose all that follows a broken quote. Never holds more than a row and a piece.
 */
export class CsvReader {
  private rest = '';
  private line = 1;
  private skipping = false;

  constructor(private readonly delimiter: string) {}

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

/** The cells of a line with quotes that is a whole record, or null where it is none: then it is looked at closely. */
function cellsOfLine(text: string, delimiter: string): string[] | null {
  const cells: string[] = [];
  let quote = text.indexOf('"');
  for (let position = 0; ; position += 1) {
    if (quote !== position) {
      const border = text.indexOf(delimiter, position);
      const end = border === -1 ? text.length : border;
      if (quote !== -1 && quote < end) return null;
      cells.push(text.slice(position, end));
      position = end;
    } else {
      const close = text.indexOf('"', position + 1);
      if (close === -1 || text[close + 1] === '"') return null;
      cells.push(text.slice(position + 1, close));
      position = close + 1;
      quote = text.indexOf('"', position);
    }
    if (position >= text.length) return cells;
    if (text[position] !== delimiter) return null;
  }
}

type Quoted = { readonly cells: string[]; readonly position: number; readonly lines: number } | { readonly column: number; readonly defect: string };

/** Parses one record that has quotes; it may go over several lines. Where the text ends before it does it counts as not closed. */
function parseQuoted(text: string, start: number, delimiter: string): Quoted {
  const cells: string[] = [];
  let position = start;
  for (;;) {
    const cell = text[position] === '"' ? quotedCell(text, position + 1) : plainCell(text, position, delimiter);
    if ('defect' in cell) return { column: cells.length + 1, defect: cell.defect };
    cells.push(cell.value);
    position = cell.end;
    const after = text[position] === '\r' && text[position + 1] === '\n' ? '\n' : text[position];
    if (after === '\n') {
      const past = text.indexOf('\n', position) + 1;
      return { cells, position: past, lines: text.slice(start, past).split('\n').length - 1 };
    }
    // The text may end between the two characters of a line end too.
    if (after === undefined || (after === '\r' && position + 1 === text.length)) return { column: cells.length, defect: NOT_CLOSED };
    if (after !== delimiter) return { column: cells.length, defect: AFTER_QUOTE };
    position += 1;
  }
}

type Cell = { readonly value: string; readonly end: number } | { readonly defect: string };

/** `from` is after the opening quote; the end is after the closing one. */
function quotedCell(text: string, from: number): Cell {
  for (let at = text.indexOf('"', from); at !== -1; at = text.indexOf('"', at + 2)) {
    if (text[at + 1] !== '"') return { value: text.slice(from, at).replaceAll('""', '"'), end: at + 1 };
  }
  return { defect: NOT_CLOSED };
}

function plainCell(text: string, from: number, delimiter: string): Cell {
  const line = text.indexOf('\n', from);
  if (line === -1) return { defect: NOT_CLOSED };
  const border = text.indexOf(delimiter, from);
  const lineEnd = text[line - 1] === '\r' && line > from ? line - 1 : line;
  const end = border !== -1 && border < line ? border : lineEnd;
  const value = text.slice(from, end);
  return value.includes('"') ? { defect: IN_VALUE } : { value, end };
}
