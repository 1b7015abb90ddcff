import { describe, expect, it } from '@jest/globals';
import { ownText } from './reply-text.ts';

const text = (...lines: readonly string[]): string => lines.join('\n');

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
  ])('leaves out %s', (_what, given) => expect(ownText(given)).toBe('Thanks, it works.'));

  it('keeps answers that stand under what they answer', () => {
    expect(ownText(text('On Mon, 2 Nov 2026 at 10:00, Support wrote:', '> Which plan?', 'The large one.', '> Since when?', 'June.'))).toBe(text('The large one.', 'June.'));
  });

  it('keeps everything where nothing would be left', () => {
    expect(ownText('> only quoted')).toBe('> only quoted');
  });

  it('keeps ordinary text that looks a little like a quotation', () => {
    const given = text('From: the very beginning it was slow.', 'My colleague wrote:', 'please help', '- first', '- second');

    expect(ownText(given)).toBe(given);
  });

  it('reads long runs of white space in no time', () => {
    const begun = performance.now();

    for (const run of [' ', '\t', '\u00a0', '> ', '- ']) ownText(`${run.repeat(100_000)}x\n${`${run.repeat(80)}\n`.repeat(1000)}`);

    expect(performance.now() - begun).toBeLessThan(1000);
  });
});
