import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { readExamples } from './examples.ts';

const folder = mkdtempSync(join(tmpdir(), 'examples-'));
const fileOf = (content: string | Buffer): string => {
  const file = join(folder, 'examples.csv');
  writeFileSync(file, content);
  return file;
};

describe('readExamples', () => {
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    ['CSV', 'text,label\nwhere is it?,delivery\n"no, ""never""",none\n'],
    ['CSV of a spreadsheet', '\uFEFFtext;intent\r\nwhere is it?;delivery\r\n"no, ""never""";none\r\n'],
    ['JSON lines', '{"text":"where is it?","label":"delivery"}\n{"text":"no, \\"never\\"","label":"none"}\n'],
  ])('reads %s', async (_kind, content) => {
    expect(await readExamples(fileOf(content))).toEqual({ inScope: [{ text: 'where is it?', label: 'delivery' }], outOfScope: ['no, "never"'] });
  });

  it.each<[string, string | Buffer, string]>([
    ['an empty text', 'text,label\na,x\n" ",y\n', 'line 3: the text is empty; fill it in or leave the row out'],
    ['no label', 'text,label\na,x\nb,\n', 'line 3: it has no label'],
    ['no column of labels', 'text,queue\na,x\n', 'the first line must name the columns, "text" and one of "label"'],
    ['letters of another encoding', Buffer.from('text,label\nd\u00e9j\u00e0 vu,x\n', 'latin1'), 'is not UTF-8; save it anew'],
    ['sixteen bits a letter', Buffer.from('\uFEFFtext,label\na,x\n', 'utf16le'), 'is not UTF-8; save it anew'],
    ['a JSON array', '[{"text":"a","label":"x"}]', 'write one object a line'],
    ['broken JSON', '{"text":"a","label":"x"}\n{"text":\n', 'line 2 is not a JSON object'],
    ['nothing', '', 'is empty'],
    ['too many rows', `text,label\n${'a,x\n'.repeat(200_001)}`, 'has more than 200000 rows; take a sample of them'],
  ])('refuses %s with the place and the remedy', async (_what, content, reason) => {
    await expect(readExamples(fileOf(content))).rejects.toThrow(reason);
  });

  it('refuses a folder', async () => {
    await expect(readExamples(folder)).rejects.toThrow('is a folder; give a file in it');
  });

  it('refuses 100 MB before it reads them', async () => {
    const file = fileOf('text,label\n');
    truncateSync(file, 100_000_000);

    await expect(readExamples(file)).rejects.toThrow('has 100 MB, and at most 64 MB are read; take a sample of its rows');
  });
});
