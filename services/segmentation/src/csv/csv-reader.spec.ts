import { describe, expect, it } from '@jest/globals';
import { CsvReader, LONGEST_CELL, type CsvRecord } from './csv-reader.ts';

/** Reads the text in pieces of this length. */
function read(text: string, size = text.length, delimiter = ','): CsvRecord[] {
  const reader = new CsvReader(delimiter);
  const records: CsvRecord[] = [];
  for (let from = 0; from < text.length; from += size) records.push(...reader.read(text.slice(from, from + size)));
  return [...records, ...reader.end()];
}

const cellsOf = (records: readonly CsvRecord[]): unknown[] => records.map((record) => ('cells' in record ? record.cells : record.defect));

describe('the CSV reader', () => {
  it.each([
    ['plain cells', 'a,b\nc,d\n', [['a', 'b'], ['c', 'd']]],
    ['no end of the last line', 'a,b\nc,d', [['a', 'b'], ['c', 'd']]],
    ['line ends of Windows', 'a,b\r\n"c",d\r\n', [['a', 'b'], ['c', 'd']]],
    ['empty cells and empty lines', ',\n\n\r\na,\n', [['', ''], ['a', '']]],
    ['quotes around delimiters, quotes and line ends', '"a,b","c ""d""","e\nf"\n', [['a,b', 'c "d"', 'e\nf']]],
    ['a quoted cell that is empty', '"",x\n', [['', 'x']]],
    ['quotes in the middle of a cell, and at its end', '1,ООО "Ромашка",x\n2,5" pipe,"a ""b"""\n', [['1', 'ООО "Ромашка"', 'x'], ['2', '5" pipe', 'a "b"']]],
    ['a quoted cell at the end of the file', 'a,"b"', [['a', 'b']]],
  ])('reads %s', (_what, text, cells) => {
    expect(cellsOf(read(text))).toEqual(cells);
  });

  it('gives the same however the text is cut', () => {
    const text = 'email,name\r\na@x.test,"two\r\nlines"\r\nb@x.test,"say ""hi"""\nbad,"x" y\nc,ООО "Ромашка"\n"two\nmore",plain,"last"\n"",z\r\nlast,"end"';
    const whole = read(text);

    for (let size = 1; size < text.length; size += 1) expect(read(text, size)).toEqual(whole);
  });

  it('cuts what stands in the file once more into the same cells', () => {
    const text = 'a,b\nc,"d, e"\r\n"x\ny",b\n"""q""",\r\n"one\r\ntwo",z\r\n,\n"",""\nОАО "К",2\n1,"two\n"';
    const records = read(text).filter((record) => 'cells' in record);

    expect(records).toHaveLength(9);
    expect(records.map(({ raw }) => new CsvReader(',').cut(raw))).toEqual(records.map(({ cells }) => cells));
  });

  it('loses the line of a defect and no other, and counts lines as an editor does', () => {
    const records = read('1,a\n2,"b" c\n3,d\n4,"two\nlines"\n6,f\n');

    expect(records.map(({ line }) => line)).toEqual([1, 2, 3, 4, 6]);
    expect(records[1]).toMatchObject({ column: 2, defect: expect.stringContaining('after the closing quote') as unknown });
  });

  it('tells of a quote that is never closed and goes on with the next line', () => {
    expect(cellsOf(read('a,"b\nc,d\n', 3))).toEqual([expect.stringContaining('never closed'), ['c', 'd']]);
  });

  it('throws away what is too long as it comes', () => {
    const text = `a,${'x'.repeat(LONGEST_CELL + 1)}\n${'y'.repeat(3_000_000)},b\nc,d\n`;

    expect(read(text, 70_000)).toMatchObject([{ line: 1, column: 2 }, { line: 2, column: 1 }, { line: 3, cells: ['c', 'd'] }]);
  });

  it('takes another delimiter', () => {
    expect(cellsOf(read('a;"b;c"\n', 8, ';'))).toEqual([['a', 'b;c']]);
  });
});
