type Row = Readonly<Record<string, unknown>>;

/** Without what would steer a terminal or turn the order of letters: texts are of strangers. */
export const plain = (text: string): string => text.replaceAll(/[^\P{Cc}\n\t]|[\u202A-\u202E\u2066-\u2069]/gu, '\uFFFD');

/** One cell as people read it. */
export function cell(value: unknown): string {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : String(Math.round(value * 1e6) / 1e6);
  if (Array.isArray(value)) return value.map(cell).join(', ');
  return typeof value === 'string' ? plain(value.replaceAll(/\s+/g, ' ')) : JSON.stringify(value);
}

/** Characters of a cell that others stand behind; JSON has all of it. */
const WIDEST = 60;
const narrow = (text: string, isLast: boolean): string => (isLast || text.length <= WIDEST ? text : `${text.slice(0, WIDEST - 1)}…`);

/** Rows under the names of their columns; columns that no row has are left out. */
export function table(rows: readonly Row[], columns: readonly string[]): string {
  const shown = columns.filter((column) => rows.some((row) => row[column] !== undefined));
  if (rows.length === 0) return 'none\n';
  const cells = [shown, ...rows.map((row) => shown.map((column, index) => narrow(cell(row[column]), index === shown.length - 1)))];
  const widths = shown.map((_, index) => Math.max(...cells.map((line) => line[index]?.length ?? 0)));
  return cells.map((line) => `${line.map((text, index) => text.padEnd(widths[index] ?? 0)).join('  ').trimEnd()}\n`).join('');
}

/** The fields of one thing, nested ones indented. */
export function details(thing: Row, indent = ''): string {
  const width = Math.max(0, ...Object.keys(thing).map((name) => name.length));
  return Object.entries(thing).map(([name, value]) => `${indent}${fieldOf(name, value, width, indent)}`).join('');
}

const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value);

function fieldOf(name: string, value: unknown, width: number, indent: string): string {
  if (isRow(value) && Object.keys(value).length > 0) return `${name}\n${details(value, `${indent}  `)}`;
  if (Array.isArray(value) && value.length > 0 && value.every(isRow)) {
    const columns = [...new Set(value.flatMap((row) => Object.keys(row)))];
    return `${name}\n${table(value, columns).replaceAll(/^(?=.)/gm, `${indent}  `)}`;
  }
  if (typeof value === 'string' && value.trim().includes('\n')) return `${name}\n${block(value, `${indent}  `)}`;
  return `${name.padEnd(width)}  ${cell(value)}\n`;
}

/** A text of several lines, line by line; further in than names, so that it cannot be taken for one. */
const block = (text: string, indent: string): string => `${plain(text.trimEnd().replaceAll(/\r\n?/g, '\n')).replaceAll(/^/gm, indent)}\n`;
