import { describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import { decodeText } from './text-decoder.ts';

async function decode(file: Buffer, encoding = 'auto', size = file.length || 1): Promise<string> {
  const pieces: string[] = [];
  const bytes = async function* (): AsyncGenerator<Buffer> {
    for (let from = 0; from < file.length; from += size) yield await Promise.resolve(file.subarray(from, from + size));
  };
  for await (const piece of decodeText(bytes(), encoding)) pieces.push(piece);
  return pieces.join('');
}

const RUSSIAN = 'email;имя\nanna@пример.рф;Ёлка и ель\n';

describe('decodeText', () => {
  it.each([
    ['utf-8', { addBOM: false }], ['utf-8', { addBOM: true }], ['utf-16le', { addBOM: true }], ['utf-16be', { addBOM: true }], ['utf-16le', { addBOM: false }],
    ['windows-1251', {}],
  ])('finds %s (%j), cut anywhere', async (encoding, options) => {
    const file = iconv.encode(RUSSIAN, encoding, options);

    for (const size of [1, 2, 3, 7, 1000]) expect(await decode(file, 'auto', size)).toBe(RUSSIAN);
  });

  it('tells western letters from Cyrillic ones', async () => {
    expect(await decode(iconv.encode('name\nZoë Müller\n', 'windows-1252'))).toBe('name\nZoë Müller\n');
  });

  it.each([['Grüße', 'ü'], ['Ёлка', 'Ё']])('lets a damaged byte spoil nothing else (%s)', async (word) => {
    const text = await decode(Buffer.concat([Buffer.from(`name\n${word}\nbad`), Buffer.from([0xff]), Buffer.from(' byte\n')]));

    expect(text).toBe(`name\n${word}\nbad\uFFFD byte\n`);
  });

  it('waits for the first letter that says something', async () => {
    const text = `${'plain\n'.repeat(20_000)}привет\n`;

    expect(await decode(iconv.encode(text, 'windows-1251'), 'auto', 4096)).toBe(text);
  });

  it('takes the encoding that is named', async () => {
    expect(await decode(iconv.encode(RUSSIAN, 'koi8-r'), 'koi8-r', 5)).toBe(RUSSIAN);
    expect(await decode(Buffer.alloc(0))).toBe('');
  });

  it.each([['an unknown encoding', Buffer.from('a'), 'klingon'], ['a workbook', Buffer.from('504b030414000600', 'hex'), 'auto'], ['a gzip file', Buffer.from('1f8b0800ff', 'hex'), 'auto']])(
    'refuses %s', async (_what, file, encoding) => {
      await expect(decode(file, encoding)).rejects.toMatchObject({ kind: 'invalid' });
    });
});
