import { describe, expect, it } from '@jest/globals';
import { salientPieces } from './salient.ts';

const salient = (text: string): string[] => salientPieces(text).map(({ start, end }) => text.slice(start, end).trim());

describe('salientPieces', () => {
  it.each<[string, string, string[]]>([
    ['a greeting, a closing and a name', 'Dear Sir or Madam,\n\nMy card is lost.\n\nKind regards,\nAnn Lee\nLee & Co', ['My card is lost.']],
    ['a greeting in the line', 'Hi Ann, my card is lost.', ['my card is lost.']],
    ['thanks', 'My card is lost. What now?\nThank you in advance!', ['My card is lost.', 'What now?']],
    ['a quoted mail', 'Still no card.\n\nOn Mon, 3 Mar 2025, Support wrote:\n> Dear Ann,\n> your refund was sent.', ['Still no card.']],
    ['a quoted mail whose head is broken over two lines', 'Still no card.\n\nOn Monday the third of March, Customer Support\n<support@example.com> wrote:\n> Hello', ['Still no card.']],
    ['an answered mail in the manner of offices', 'Still no card.\n\nFrom: Support\nSent: Monday\nSubject: Refund\n\nYour refund was sent.', ['Still no card.']],
    ['a disclaimer', 'My card is lost.\n\nThis e-mail is confidential and intended only for the addressee.', ['My card is lost.']],
    ['a line of the phone', 'My card is lost\n\nSent from my iPhone', ['My card is lost']],
    ['Russian formulas', 'Добрый день!\n\nНе пришёл счёт за май.\n\nС уважением,\nАнна Петрова, ООО «Ромашка»', ['Не пришёл счёт за май.']],
    ['a Russian quote', 'Счёт не пришёл.\n\n3 марта 2025 г., Поддержка <a@b.ru> пишет:\n> Добрый день, ваш заказ отправлен.', ['Счёт не пришёл.']],
    ['a signature behind dashes', 'My card is lost\n--\nAnn | www.example.com', ['My card is lost']],
  ])('leaves out %s', (_what, text, pieces) => expect(salient(text)).toEqual(pieces));

  it('reads the forwarded mail where the sender has said nothing', () => {
    expect(salient('Begin forwarded message:\n\nFrom: Lisa\nSubject: a question\n\nWhere is my parcel?')).toEqual(['Where is my parcel?']);
  });

  it.each(['Thank you!', 'Hello', 'С уважением', '42'])('answers "%s" whole, for nothing else is there', (text) => expect(salient(text)).toEqual([text]));

  it('keeps every sentence of a plain message', () => {
    expect(salient('I was charged twice. Why? Please refund one.')).toEqual(['I was charged twice.', 'Why?', 'Please refund one.']);
  });

  it('reads a hostile text in no time', () => {
    const started = performance.now();
    for (const piece of ['on ', 'dear ', 'thanks for ', '> ', '\n', 'confidential ', 'from: a\n', '. ']) salientPieces(piece.repeat(100_000));

    expect(performance.now() - started).toBeLessThan(2000);
  });
});
