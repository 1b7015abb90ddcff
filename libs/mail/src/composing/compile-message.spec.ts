import { describe, expect, it } from '@jest/globals';
import MailComposer from 'nodemailer/lib/mail-composer';
import { encodingOf } from './body/choose-part.ts';
import { compileMessage, type MessageDraft } from './compile-message.ts';
import { canonicalLines, filled, partPieces, type Piece } from './pieces.ts';
import { randomOf } from '../../test/random.ts';
import type { Filling } from './skeleton.ts';

const SNIPPETS = [
  'Hello', ' ', '  ', '\t', '\t ', ' =', '=', '=\r\n', '.', '..', '.\r\n.', '\r\n', '\n', '\r', '\r\n\r\n', ' \r\n', '\t\n', '"', "'", '&amp;', '<p>', '</p>', '<br>', '?', '!',
  'Здравствуйте', 'дорогой друг', 'Ёлка', '😀', '👩‍👩‍👧', 'é', '漢字かな', '\u00a0', '\ud800', 'a\udc00', '=?utf-8?Q?x?=', '=?', 'From ', 'x'.repeat(76), 'y'.repeat(200),
  'щ'.repeat(40), '😀'.repeat(15), 'https://example.com/a/b?c=d&e=f', 'a, b. c! d?', '=20', '--=_x', 'word '.repeat(30), ' '.repeat(90), '\u2028', '\u007f', '\u0000',
  '<td style="padding:0 24px 12px 24px;font-family:Arial,Helvetica,sans-serif">',
];

function randomText(random: (below: number) => number, most: number): string {
  return Array.from({ length: random(most) }, () => SNIPPETS[random(SNIPPETS.length)]).join('');
}

function randomPieces(random: (below: number) => number, slots: number): Piece[] {
  return Array.from({ length: random(14) + 1 }, () => (random(3) === 0 ? { slot: random(slots) } : randomText(random, 12)));
}

const SLOTS = 6;
const header = (random: (below: number) => number): string => Array.from({ length: random(90) }, () => String.fromCharCode(33 + random(94))).join('');

function randomDraft(random: (below: number) => number): MessageDraft {
  return {
    from: { name: ['Acme', 'ООО «Ромашка»', 'A "quoted", name', ''][random(4)] ?? '', address: 'news@acme.example' },
    replyTo: random(2) === 0 ? 'reply@acme.example' : null,
    subject: randomPieces(random, SLOTS), text: randomPieces(random, SLOTS), ...(random(5) === 0 ? {} : { html: randomPieces(random, SLOTS) }),
    headers: { 'List-Unsubscribe': ['<https://w.example/u/', { slot: SLOTS }, '>'], 'Feedback-ID': ['a:b:c:widecast'], 'X-Odd': [header(random), { slot: SLOTS }] },
    boundary: 'b'.repeat(random(30) + 1),
  };
}

function randomFilling(random: (below: number) => number): Filling {
  const to = ['a@example.com', 'long.'.repeat(12) + 'x@' + 'd'.repeat(60) + '.example', 'иван@пример.рф', 'o@bücher.example', "o'neil+x@Example.COM", 'a..b@x.example', 'a@1.2.3.4'];
  return {
    to: to[random(to.length)] ?? '', messageId: `<${'m'.repeat(random(80) + 1)}@acme.example>`, date: new Date(Date.UTC(2026, random(12), random(28) + 1, random(24))),
    values: [...Array.from({ length: SLOTS }, () => randomText(random, 6)), header(random)],
  };
}

/** What nodemailer makes of the same message, filled in before. */
async function byNodemailer({ from, replyTo, subject, html, text, headers, boundary }: MessageDraft, { to, messageId, date, values }: Filling): Promise<Buffer> {
  const part = (pieces: readonly Piece[]): object => ({ content: filled(partPieces(pieces), values.map(canonicalLines)), contentTransferEncoding: encodingOf(pieces) });
  const mail = new MailComposer({
    from: { ...from }, to: { name: '', address: to }, ...(replyTo ? { replyTo: { name: '', address: replyTo } } : {}), subject: headerText(filled(subject, values)), messageId, date,
    text: part(text), ...(html ? { html: part(html) } : {}), boundaryPrefix: '=_', baseBoundary: boundary, newline: '\r\n',
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, { prepared: true, value: filled(value, values) }])),
  });
  return await mail.compile().build();
}

// oxlint-disable-next-line no-control-regex
const headerText = (text: string): string => text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, ' ').replace(/ {2,}/g, ' ').trim().slice(0, 500);

describe('a compiled message', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('is, filled in, to the byte what nodemailer composes of the same text (seed %i)', async (seed) => {
    for (let n = 0; n < 25; n += 1) {
      const random = randomOf(seed * 1000 + n);
      const draft = randomDraft(random);
      const skeleton = await compileMessage(draft);
      for (const filling of [randomFilling(random), randomFilling(random), randomFilling(random)]) {
        expect([seed, n, skeleton.fillIn(filling).borrow().toString()]).toEqual([seed, n, (await byNodemailer(draft, filling)).toString()]);
      }
    }
  });
});
