import { describe, expect, it } from '@jest/globals';
import { ownText, unquoted } from './reply-text.ts';

const text = (...lines: readonly string[]): string => lines.join('\n');

describe('unquoted', () => {
  it('has what stands under a signature, and nothing that others wrote', () => {
    const own = text('Where is the invoice?', '-- ', 'Ann', 'PS: else my lawyer will write.');
    expect(unquoted(text(own, '', 'On Mon, 2 Nov 2026 at 10:00, Shop <s@x.test> wrote:', '> Unsubscribe here'))).toBe(own);
    expect(unquoted(text(own, '', '-----Original Message-----', 'From: Shop', 'Unsubscribe here'))).toBe(own);
  });
});

describe('ownText', () => {
  it.each([
    ['what stands under "On … wrote:"', text('Thanks, it works.', '', 'On Mon, 2 Nov 2026 at 10:00, Support <s@x.test> wrote:', '> Hello', '> there')],
    ['the same broken over two lines', text('Thanks, it works.', '', 'On Mon, 2 Nov 2026 at 10:00, Support', '<s@x.test> wrote:', '> Hello')],
    ['unmarked text under "wrote:"', text('Thanks, it works.', '', 'On Mon, 2 Nov 2026 at 10:00, Support <s@x.test> wrote:', '', 'Hello there')],
    ['the original message of Outlook', text('Thanks, it works.', '', '-----Original Message-----', 'From: Support', 'Hello')],
    ['a header block', text('Thanks, it works.', '', 'From: Support <s@x.test>', 'Sent: Monday', 'To: Ann', 'Subject: Re: plan', '', 'Hello')],
    ['a Russian quotation', text('Thanks, it works.', '', '02.11.2026, 10:00, "Support" <s@x.test> пишет:', '', 'Здравствуйте')],
    ['another Russian quotation', text('Thanks, it works.', '', 'пн, 2 нояб. 2026 г. в 10:00, Support <s@x.test>:', '> Здравствуйте').replace('>:', '> писал:')],
    ['a Russian header block', text('Thanks, it works.', '', 'От: Support', 'Отправлено: понедельник', 'Кому: Ann', 'Тема: план')],
    ['a signature', text('Thanks, it works.', '-- ', 'Ann', 'Director')],
    ['a moment and an address before a colon, in any language', text('Thanks, it works.', '', '2.11.2026 klo 10.00 Support <s@x.test>:', '', 'Hello')],
    ['a heading broken over three lines', text('Thanks, it works.', '', 'Em 2 de novembro de 2026 às 10:00, Support (', 's@x.test', ') escreveu:', '', 'Olá')],
    ['a German header block', text('Thanks, it works.', '', 'Von: Support', 'Gesendet: Montag', 'An: Ann', 'Betreff: Plan', '', 'Hallo')],
    ['a header block that begins with the date, under a ruler', text('Thanks, it works.', '', '--------------------', 'Date: Mon, 2 Nov 2026', 'Subject: plan', 'From: s@x.test', 'To: ann@y.test', 'Hello')],
    ['the praise of a device', text('Thanks, it works.', '', 'Sent from my iPhone')],
    ['the same in Russian', text('Thanks, it works.', '', 'Отправлено с iPhone')],
    ['a closing formula with a name', text('Thanks, it works.', '', 'Best regards,', 'Ann Miller', 'Director, Small Shop', '+1 555 0100')],
    ['a Russian closing formula', text('Thanks, it works.', '', 'С уважением,', 'Анна Петрова')],
    ['a name with a dash', text('Thanks, it works.', '', '-Ann')],
    ['the footer of a mailing list', text('Thanks, it works.', '', '__', 'users mailing list', 'http://lists.test/users')],
  ])('leaves out %s', (_what, given) => expect(ownText(given)).toBe('Thanks, it works.'));

  it('keeps answers that stand under what they answer', () => {
    expect(ownText(text('On Mon, 2 Nov 2026 at 10:00, Support wrote:', '> Which plan?', 'The large one.', '> Since when?', 'June.'))).toBe(text('The large one.', 'June.'));
  });

  it.each([
    ['thanks without a name', text('It works.', 'Thanks!')],
    ['a question under thanks', text('It works.', 'Thanks', 'Is there a manual?')],
    ['a device in the middle', text('Sent from my phone the picture is blurred.', 'Why?')],
    ['a list with dashes', text('I need', '- Word and Excel for two', '- one of Project')],
    ['a time before a colon', text('We meet at 10:00:', 'bring the papers')],
    ['a form that was filled in', text('To: the warehouse', 'Date: 2026-11-02', 'Please send ten boxes.')],
  ])('keeps %s', (_what, given) => expect(ownText(given)).toBe(given));

  it.each([
    ['Gmail', text('FYI', '', '---------- Forwarded message ---------', 'From: Ann <a@y.test>', 'Date: Mon, Nov 2, 2026', 'Subject: plan', 'To: <s@x.test>', '', 'Which plan fits?', '', 'Best regards,', 'Ann'), ''],
    ['Apple', text('He asked me to pass it on.', '', 'Begin forwarded message:', '', '> From: Ann <a@y.test>', '> Subject: plan', '> Date: 2 November 2026', '> To: s@x.test', '> ', '> Which plan fits?'), ''],
    ['Yandex', text('Смотрите ниже.', '', '-------- Пересылаемое сообщение --------', '02.11.2026, 10:00, "Ann" <a@y.test>:', '', 'Какой тариф подойдёт?'), ''],
    ['Outlook', text('Please help.', '', 'From: Ann <a@y.test>', 'Sent: Monday', 'To: Office', 'Subject: plan', '', 'Which plan fits?'), 'FW: plan'],
  ])('keeps a mail that was passed on with %s', (_program, given, subject) => expect(ownText(given, subject)).toBe(given));

  it('leaves out what was passed on long ago, in the history of an answer', () => {
    expect(ownText(text('Thanks, it works.', '', 'On Mon, 2 Nov 2026 at 10:00, Support <s@x.test> wrote:', '', 'See below', '---------- Forwarded message ---------', 'From: Ann', 'Hello'), 'Re: plan')).toBe('Thanks, it works.');
  });

  it('keeps everything where nothing would be left', () => {
    expect(ownText('> only quoted')).toBe('> only quoted');
  });

  it('keeps ordinary text that looks a little like a quotation', () => {
    const given = text('From: the very beginning it was slow.', 'My colleague wrote:', 'please help', '- first', '- second');

    expect(ownText(given)).toBe(given);
  });

  // A pattern that goes back and forth would take minutes.
  it.each([' ', '\t', '\u00a0', '> ', '- '])('comes to an end with long runs of "%s"', (run) => {
    expect(ownText(`${run.repeat(100_000)}x\n${`${run.repeat(80)}\n`.repeat(1000)}`)).toContain('x');
  });
});
