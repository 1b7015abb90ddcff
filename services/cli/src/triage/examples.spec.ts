import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { readExamples, readTexts, withoutSingle } from './examples.ts';

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
    expect(await readExamples(fileOf(content))).toEqual({ inScope: [{ text: 'where is it?', label: 'delivery' }], outOfScope: ['no, "never"'], leftOut: [] });
  });

  it.each<[string, string | Buffer, string]>([
    ['no text with a label', 'text,label\n,x\n" ",y\nb,\n', 'holds no examples: none of its 3 rows has both a text and a label'],
    ['no column of labels', 'text,queue\na,x\n', 'the first line must name the columns, "text" and one of "label"'],
    ['letters of another encoding', Buffer.from('text,label\nd\u00e9j\u00e0 vu,x\n', 'latin1'), 'is not UTF-8; save it anew'],
    ['sixteen bits a letter', Buffer.from('\uFEFFtext,label\na,x\n', 'utf16le'), 'is not UTF-8; save it anew'],
    ['a JSON array', '[{"text":"a","label":"x"}]', 'write one object a line'],
    ['broken JSON', '{"text":"a","label":"x"}\n{"text":\n', 'line 2 is not a JSON object'],
    ['nothing', '', 'is empty'],
    ['too many rows', '{"text":"a","label":"x"}\n'.repeat(200_001), 'has more than 200000 rows; take a sample of them'],
  ])('refuses %s with the place and the remedy', async (_what, content, reason) => {
    await expect(readExamples(fileOf(content))).rejects.toThrow(reason);
  });

  it('leaves out rows without a text or a label and says where they are', async () => {
    expect(await readExamples(fileOf('text,label\na,x\n" ",y\nb,\nc,z\n'))).toEqual({ inScope: [{ text: 'a', label: 'x' }, { text: 'c', label: 'z' }], outOfScope: [], leftOut: [3, 4] });
  });

  it('leaves out labels with a single example where two others are left', () => {
    const examples = ['a', 'a', 'b', 'b', 'c'].map((label) => ({ text: `about ${label}`, label }));
    expect(withoutSingle(examples)).toEqual({ kept: examples.slice(0, 4), single: ['c'] });
    expect(withoutSingle(examples.slice(2))).toEqual({ kept: examples.slice(2), single: [] });
  });

  it('keeps the order of texts that are only asked about', async () => {
    expect(await readTexts(fileOf('text\na\n" "\nb\n'))).toEqual(['a', '', 'b']);
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
