import { describe, expect, it } from '@jest/globals';
import { openFile, type FileSettings } from './rows-of-file.ts';

const SETTINGS: FileSettings = {
  encoding: 'auto', format: 'csv', delimiter: undefined, consentSource: undefined, consentProof: undefined, consents: [], update: 'overwrite', titles: { meanings: new Map(), guesses: 'told' }, types: new Map(),
};

async function* cut(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let from = 0; from < bytes.length; from += size) yield await Promise.resolve(bytes.subarray(from, from + size));
}

async function read(text: string, size: number): Promise<{ inferred: unknown; rows: unknown[] }> {
  const { rows, inferred } = await openFile(cut(text, size), SETTINGS);
  const all: unknown[] = [];
  for await (const piece of rows) for (const row of piece) all.push('read' in row ? row.read() : row);
  return { inferred: Object.fromEntries(inferred), rows: all };
}

describe('the rows of a file', () => {
  it.each([
    ['few rows, of which a later one tells the type', 'email,code,since\na@one.test,7,2026-01-31\nb@one.test,x7,\n', { code: 'string', since: 'date' }],
    ['more rows than are looked at', `email,code\n${Array.from({ length: 1200 }, (_, n) => `u${n}@one.test,${n < 1000 ? n : 'x'}`).join('\n')}\n`, { code: 'number' }],
    ['rows so long that few of them are looked at', `email,code,text\n${Array.from({ length: 40 }, (_, n) => `u${n}@one.test,${n < 30 ? n : 'x'},${'x'.repeat(60_000)}`).join('\n')}\n`, { code: 'number', text: 'string' }],
    ['a line that tells Excel the delimiter', 'sep=;\r\nemail;code\r\na@one.test;7,5\r\n', { code: 'string' }],
    ['only a header', 'email,code', {}],
  ])('are the same however it is cut: %s', async (_what, text, inferred) => {
    const whole = await read(text, text.length);

    expect(whole.inferred).toEqual(inferred);
    expect(await read(text, text.length > 100_000 ? 1000 : 1)).toEqual(whole);
  });

  it('are not waited for where the header is wrong', async () => {
    let asked = 0;
    const endless = async function* (): AsyncGenerator<Uint8Array> {
      for (; asked < 100; asked += 1) yield await Promise.resolve(Buffer.from(asked === 0 ? 'name,city\n' : 'Anna,Oslo\n'));
    };

    await expect(openFile(endless(), SETTINGS)).rejects.toThrow('no column "email"');
    expect(asked).toBeLessThan(5);
  });
});
