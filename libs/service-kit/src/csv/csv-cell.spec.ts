import { describe, expect, it } from '@jest/globals';
import { csvCell } from './csv-cell.ts';

describe('a cell of a CSV file', () => {
  it.each(['=1+1', '+49 30', '-2', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '  =HYPERLINK("x")', '＝1+1'])('is no formula: %j', (text) => {
    expect(csvCell(text).startsWith(`"'`)).toBe(true);
  });

  it('is what it was where it is none, with its quotes doubled', () => {
    expect([csvCell('a "b", c'), csvCell(''), csvCell('a=b')]).toEqual(['"a ""b"", c"', '""', '"a=b"']);
  });
});
