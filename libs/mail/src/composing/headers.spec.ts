import { describe, expect, it } from '@jest/globals';
import { compileMessage, type MessageDraft } from './compile-message.ts';
import type { Filling } from './skeleton.ts';

const DRAFT: MessageDraft = {
  from: { name: 'Acme', address: 'news@acme.example' }, subject: [{ slot: 0 }], html: ['<p>', { slot: 0 }, '</p>'], text: [{ slot: 0 }, '\n'],
  headers: { 'List-Unsubscribe': ['<', { slot: 1 }, '>'] },
};
const FILLING: Filling = { to: 'ann@example.com', messageId: '<x@acme.example>', date: new Date(0), values: ['Hi', 'https://w.example/u/x'] };
const composed = async (value: string, changes: Partial<Filling> = {}): Promise<string> =>
  (await compileMessage(DRAFT)).fillIn({ ...FILLING, values: [value, 'https://w.example/u/x'], ...changes }).bytes().toString();
const namesIn = (message: string): string[] => (message.split('\r\n\r\n')[0] ?? '').split(/\r\n(?![ \t])/).map((line) => line.slice(0, line.indexOf(':')));
const decoded = (message: string): string => {
  const [, value = ''] = /\r\nSubject: ([\s\S]*?)\r\n(?![ \t])/.exec(message) ?? [];
  return value.replace(/\?=\r?\n? +=\?/g, '?==?').replace(/=\?UTF-8\?([BQ])\?(.*?)\?=/g, (_all, how: string, word: string) =>
    (how === 'B' ? Buffer.from(word, 'base64') : Buffer.from(word.replaceAll('_', ' ').replace(/=([\dA-F]{2})/g, (_each, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))), 'latin1')).toString('latin1'));
};
const subjectOf = (message: string): string => Buffer.from(decoded(message), 'latin1').toString();
const NAMES = ['List-Unsubscribe', 'From', 'To', 'Subject', 'Message-ID', 'Date', 'MIME-Version', 'Content-Type'];

describe('the headers of a message', () => {
  it.each(['x\r\nBcc: all@example.com', 'x\nBcc: all@example.com', 'x\rBcc: a', 'x\r\n\r\n<script>', 'x\u0000y', 'x\u2028Bcc: a', 'x\u0085y', '\r\n.\r\nMAIL FROM:<>'])(
    'let nothing out of a value: %j', async (value) => {
      const message = await composed(value);

      expect(namesIn(message)).toEqual(NAMES);
      expect(message.split('\r\n\r\n')[0]).not.toMatch(/[\r\n](?![\r\n\t ]|[A-Z])|[^\r]\n|\r[^\n]/);
      expect(message.split('\r\n\r\n')[0]).not.toContain('\u0000');
    });

  it('refuse a link that could break out of its line, and one that is too long for one', async () => {
    for (const url of ['https://w.example/\r\nBcc: a@b.example', 'https://w.example/\nx', 'https://w.example/щ', `https://w.example/${'x'.repeat(990)}`]) {
      await expect(composed('x', { values: ['x', url] })).rejects.toThrow(RangeError);
    }
  });

  it.each(['Привет', 'Специальное предложение для небольших компаний до конца ноября 🎉🎉 и ещё немного слов', '😀'.repeat(40), 'é à la carte', '漢字'.repeat(30), '"quoted" =?utf-8?Q?x?='])(
    'carry any subject in words of at most 75 characters, none cut within a character: %s', async (subject) => {
      const message = await composed(subject);

      for (const word of message.match(/=\?UTF-8\?[BQ]\?[^?]*\?=/g) ?? []) expect(word.length).toBeLessThanOrEqual(75);
      expect(subjectOf(message)).toBe(subject);
      expect(message).not.toMatch(/\ufffd/);
    });

  it('keep every line within 998 octets, and those of the bodies within 76, however long a value is', async () => {
    const message = await composed(`${'x'.repeat(5000)} ${'щ'.repeat(3000)}`);
    const lines = message.split('\r\n');

    expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(998);
    expect(Math.max(...message.slice(message.indexOf('\r\n\r\n')).split('\r\n').map(({ length }) => length))).toBeLessThanOrEqual(76);
  });

  it('keep a body that begins with dots as it is: to stuff them is for who sends it', async () => {
    expect(await composed('.\r\n..\r\n.x')).toContain('\r\n\r\n.\r\n..\r\n.x\r\n');
  });

  it('write an address with a foreign domain as A-labels, and a foreign local part as it is', async () => {
    expect(await composed('x', { to: 'ann@пример.рф' })).toContain('\r\nTo: ann@xn--e1afmkfd.xn--p1ai\r\n');
    expect(await composed('x', { to: 'иван@пример.рф' })).toContain('\r\nTo: иван@пример.рф\r\n');
  });
});
