import { describe, expect, it } from '@jest/globals';
import { withKnownCharset } from './legacy-charset.ts';

const RUSSIAN = 'From: Иван <ivan@x.test>\r\nSubject: Где мой счёт\r\n\r\nЗдравствуйте! Где мой счёт за МАЙ? Помогите, пожалуйста.\r\n';
const KOI = 'юабцдефгхийклмнопярстужвьызшэщчъЮАБЦДЕФГХИЙКЛМНОПЯРСТУЖВЬЫЗШЭЩЧЪ';

/** One byte a letter. */
function bytesOf(text: string, charset: 'koi8-r' | 'windows-1251'): Buffer {
  return Buffer.from(Array.from(text, (letter) => {
    const code = letter.charCodeAt(0);
    if (code < 0x80) return code;
    if (charset === 'koi8-r') return letter === 'ё' ? 0xa3 : 0xc0 + KOI.indexOf(letter);
    return letter === 'ё' ? 0xb8 : code - 0x0410 + 0xc0;
  }));
}

describe('mail of eight bits that names no charset', () => {
  it.each(['koi8-r', 'windows-1251'] as const)('keeps its words: %s', (charset) => {
    expect(withKnownCharset(bytesOf(RUSSIAN, charset)).toString()).toBe(RUSSIAN);
  });

  it('keeps its words where a few letters of a Latin text are no ASCII, or a charset is named that nobody knows', () => {
    const text = 'Subject: Größe\r\n\r\nDie Größe fehlt für Händler.\r\n';
    expect(withKnownCharset(Buffer.from(text, 'latin1')).toString()).toBe(text);
    const odd = `Content-Type: text/plain; charset=unknown-8bit\r\n${RUSSIAN}`;
    expect(withKnownCharset(bytesOf(odd, 'koi8-r')).toString()).toContain('Где мой счёт за МАЙ');
  });

  it('has its head read as its body says, whose charset stands', () => {
    const mail = bytesOf(`Content-Type: text/plain;\r\n charset="koi8-r"\r\n${RUSSIAN}`, 'koi8-r');
    const read = withKnownCharset(mail);
    expect(read.toString()).toContain('Subject: Где мой счёт\r\n');
    expect(read.subarray(read.indexOf('\r\n\r\n'))).toEqual(mail.subarray(mail.indexOf('\r\n\r\n')));
  });

  it('is left alone where it says what it is, or is of several parts', () => {
    const parts = Buffer.concat([Buffer.from('Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n'), Buffer.from([0xff, 0xfe, 0x80]), Buffer.from('\r\n--b--\r\n')]);
    for (const mail of [Buffer.from(RUSSIAN), Buffer.from('Subject: x\r\n\r\nplain\r\n'), parts]) expect(withKnownCharset(mail).equals(mail)).toBe(true);
  });
});
