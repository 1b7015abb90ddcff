export const NOT_CLOSED = 'a quote is opened and never closed; double the quotes inside a value';
const AFTER_QUOTE = 'there is text after the closing quote; double the quotes inside a value';

/** The cells of a line with quotes that is a whole record, or null where it is none: then it is looked at closely. */
export function cellsOfLine(text: string, delimiter: string): string[] | null {
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
export function parseQuoted(text: string, start: number, delimiter: string): Quoted {
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

/** Quotes in the middle are what they are, as spreadsheets read them: ООО "Ромашка". */
function plainCell(text: string, from: number, delimiter: string): Cell {
  const line = text.indexOf('\n', from);
  if (line === -1) return { defect: NOT_CLOSED };
  const border = text.indexOf(delimiter, from);
  const lineEnd = text[line - 1] === '\r' && line > from ? line - 1 : line;
  const end = border !== -1 && border < line ? border : lineEnd;
  return { value: text.slice(from, end), end };
}
