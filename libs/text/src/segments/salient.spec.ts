import { describe, expect, it } from '@jest/globals';
import { salientIn } from './salient.ts';

const salient = (text: string): string[] => salientIn(text).pieces.map(({ start, end }) => text.slice(start, end).trim());

describe('salientIn', () => {
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
    ['a signature without a closing', 'My card is lost\n\nMany thanks for looking into it.\n\nAnn Lee\nLee & Co | www.example.com', ['My card is lost']],
    ['a closing with a name in its line', 'My card is lost.\nWhat now? Regards, Steve', ['My card is lost.', 'What now?']],
    ['the names that a mail ends with', 'My card is lost.\nAnn\n\nRice Catering', ['My card is lost.']],
    ['apologies and offers', 'Hello,\n\nSorry to bother you again. My card is lost. I have attached a screenshot. If you need more details just call me. I remain at your disposal.', ['My card is lost.']],
    ['Russian apologies and offers', 'Добрый день,\n\nПростите за беспокойство. Счёт не пришёл. Прикладываю скриншот. Буду рад ответу.', ['Счёт не пришёл.']],
    ['the warning of an office about mails from outside', 'CAUTION: This e-mail originated from outside of the company. Do not click links.\n\nMy card is lost.', ['My card is lost.']],
    ['a quote between dashes', 'Still no card.\n\n---- On Mon, 3 Mar 2025 08:00:00 +0000 Support wrote ----\n\nYour refund was sent.', ['Still no card.']],
    ['a yes or no to what was asked before', '> Is it your first order?\n\nYes, of course. My card is lost.', ['My card is lost.']],
    ['a Russian yes or no', 'Добрый день!\n\nНет, пока нет. Счёт не пришёл.', ['Счёт не пришёл.']],
    ['lines that only name a number', 'Account no. 4471-220\nCustomer since 2019\n\nMy card is lost.', ['My card is lost.']],
    ['what refers to a talk, and an apology behind a greeting', 'Hi Laura,\n\nit was nice talking to you last week.\n\nHello, sorry for the trouble.\n\nMy card is lost.', ['My card is lost.']],
    ['faces behind formulas', 'Hello 👋\n\nMy card is lost.\n\nThanks :-)\nAnn', ['My card is lost.']],
    ['whatever is said above a name at the end', 'My card is lost.\n\nTalk soon,\nCurtis', ['My card is lost.']],
    ['a line that addresses somebody', 'Folks,\n\nMy card is lost.', ['My card is lost.']],
    ['a block of names and titles', 'My card is lost.\n\nAnn Lee\nHead of Sales\nLee & Co., Leeds', ['My card is lost.']],
    ['a name behind the last sentence', 'Hello,\n\nMy card is lost. Rob', ['My card is lost.']],
    ['the fields of a form', 'Name: Ann Lee\nDate of birth: 17/04/1989\nMessage: My card is lost.', ['My card is lost.']],
    ['fields that stand below the question', 'My card is lost.\n\nName: Ann Lee\nCustomer number: 5530 1187', ['My card is lost.']],
    ['the label of a subject', 'Subject: quick question\n\nHi team,\n\nMy card is lost.', ['My card is lost.']],
    ['thanks for what was answered', 'All good on that one, thank you!\n\nMy card is lost.', ['My card is lost.']],
    ['the history of a help desk', 'My card is lost.\n\n##- Please type your reply above this line -##\n\nYour request was updated.', ['My card is lost.']],
    ['a quote above what is said', 'On 21/08/2023 14:30, Support wrote:\n> Dear Ann,\n>\n> your refund was sent.\n\nMy card is lost.', ['My card is lost.']],
    ['a Dutch quote', 'My card is lost.\n\nOp wo 15 mei 2024 om 10:02 schreef Support <a@b.example>:\n\n> Your refund was sent.', ['My card is lost.']],
    ['a signature behind dashes', 'My card is lost\n--\nAnn | www.example.com', ['My card is lost']],
  ])('leaves out %s', (_what, text, pieces) => expect(salient(text)).toEqual(pieces));

  it.each<[string, string]>([
    ['It was nice talking to you, but I must cancel my plan today.\n\nAnn', 'It was nice talking to you, but I must cancel my plan today.'],
    ['Hello,\n\nthanks for the refund that never came\n\nAnn', 'thanks for the refund that never came'],
    ['Good morning, thank you, cancel my subscription please\n\nAnn', 'thank you, cancel my subscription please'],
    ['my name is Ann and my card was stolen\n\nAnn', 'my name is Ann and my card was stolen'],
    ['Добрый день, верните деньги\n\nИван', 'верните деньги'],
    ['Здравствуйте, пришлите счёт на оплату\n\nИван', 'пришлите счёт на оплату'],
    ['приятно было пообщаться, но верните деньги за заказ\n\nИван', 'приятно было пообщаться, но верните деньги за заказ'],
    ['Thanks for the quick help\n\nAnn', 'Thanks for the quick help'],
  ])('reads what is asked in a courtesy, and not only the name below: %j', (text, asked) => expect(salient(text)[0]).toBe(asked));

  it('reads the forwarded mail where the sender has said nothing', () => {
    expect(salient('Begin forwarded message:\n\nFrom: Lisa\nSubject: a question\n\nWhere is my parcel?')).toEqual(['Where is my parcel?']);
  });

  it('reads the mail that was passed on with a word or two', () => {
    expect(salient('Hi Ann, can you take this one? Thanks!\n\nFrom: Lisa\nSent: Monday\nSubject: a question\n\nWhere is my parcel?\n\nLisa')).toEqual(['Where is my parcel?']);
  });

  it('reads the forwarded mail under a line that says more than to look at it', () => {
    expect(salient('My colleague wrote this, he has no account.\n\nBegin forwarded message:\n\nFrom: Lisa\nSubject: a question\n\nWhere is my parcel?')).toEqual(['Where is my parcel?']);
  });

  it('tells what the mail below says, which may have been passed on, but not below thanks', () => {
    const head = 'From: Lisa\nSent: Monday\nTo: Ann\nSubject: software\n\n';
    const below = (text: string): string[] => (salientIn(text).below?.()?.pieces ?? []).map(({ start, end }) => text.slice(start, end).trim());
    expect(below(`One of our staff has this.\n\nAnn Lee\nLee & Co\n\n${head}Hi Ann\n\nWhere is my parcel?\n\nLisa`)).toEqual(['Where is my parcel?']);
    expect(below(`Thank you!\n\n${head}Your refund was sent.`)).toEqual([]);
    expect(salientIn('Hello,\n\nMy card is lost.\n\nAnn').below).toBeUndefined();
  });

  it('reads through the marks of a mail that was passed on, and of the one that it passes on', () => {
    const text = 'Begin forwarded message:\n\n> From: Tom\n> Subject: Fwd: a question\n>\n> For you.\n>\n>> Dear Sir,\n>>\n>> Where is my parcel?';
    const { pieces, below } = salientIn(text);
    expect([pieces, below?.()?.pieces ?? []].map((found) => found.map(({ start, end }) => text.slice(start, end).trim()))).toEqual([['For you.'], ['Where is my parcel?']]);
  });

  it.each(['Can you help me change my PIN?', 'Please advise why my card was declined.', 'Thanks for the answer. Where is my card?', 'This is the third time that it failed.', 'Посмотрите, почему не пришёл счёт.'])('reads what the writer asks and not the mail that he answers: %j', (text) => {
    expect(salient(`${text}\n\nOn Mon, 3 Mar 2025, Support wrote:\n\nYour refund was sent.`).join(' ')).toBe(text.replace('Thanks for the answer. ', ''));
  });

  it.each(['My firm is registered in Spain, may I open an account?', 'I want to unsubscribe from the second newsletter.', 'What is your company number?'])('takes no question for a disclaimer: %j', (text) => {
    expect(salient(`Hello,\n\nwe have two accounts.\n\n${text}`).at(-1)).toBe(text);
  });

  it.each<[string, string[]]>([
    ['where is my parcel Could somebody look?', ['where is my parcel', 'Could somebody look?']],
    ['где моя посылка Спасибо за ответ', ['где моя посылка', 'Спасибо за ответ']],
    ['my parcel is late\nPlease look for it', ['my parcel is late', 'Please look for it']],
    ['I cannot pay. No it is no. 4711 that failed', ['I cannot pay.', 'No it is no. 4711 that failed']],
    ['I pay for it. 5 people cannot log in', ['I pay for it.', '5 people cannot log in']],
    ['does my Visa card work in the\nbranch in Paris', ['does my Visa card work in the\nbranch in Paris']],
  ])('finds where a sentence ends without a full stop: %j', (text, pieces) => expect(salient(text)).toEqual(pieces));

  it.each(['Hi,\n\nthanks a lot\n\nBest regards,\nAnn', 'Dear team,\n\nthanks a lot\n\nRegards'])('takes thanks for what is said where nothing else is: %j', (text) => expect(salient(text)).toEqual(['thanks a lot']));

  it.each(['Thank you!', 'Hello', 'С уважением', '42', 'yes', 'not really', 'да'])('answers "%s" whole, for nothing else is there', (text) => expect(salient(text)).toEqual([text]));

  it.each(['I want to go to\nNew York', 'Card Lost', 'Hello,\n\nWhat is new in\nVersion Two'])('keeps names that are part of what is said: %j', (text) => expect(salient(text).join(' ')).toContain(text.split('\n').at(-1)));

  it('keeps every sentence of a plain message', () => {
    expect(salient('I was charged twice. Why? Please refund one.')).toEqual(['I was charged twice.', 'Why?', 'Please refund one.']);
  });

  // A pattern that goes back and forth would take minutes.
  it.each(['on ', 'dear ', 'thanks for ', '> ', '\n', 'confidential ', 'from: a\n', 'a wrote:\n> b\nc\n', '. '])('comes to an end with a hostile text of "%s"', (piece) => {
    expect(salientIn(piece.repeat(100_000)).pieces.every(({ start, end }) => start <= end)).toBe(true);
  });
});
