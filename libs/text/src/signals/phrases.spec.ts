import { describe, expect, it } from '@jest/globals';
import { anyOf, FoldedText } from './phrases.ts';

const list = anyOf('refund*', 'money back', "doesn't work", 'give me … money back', 'верните … деньги', '500');
const countIn = (text: string): number => FoldedText.of(text).countOf(list);

describe('a list of phrases', () => {
  it.each([
    ['Refunds, please', 1], ['a refund and a REFUND', 1], ['refund, or refunded?', 2], ['prerefund', 0], ['It doesn’t work', 1], ['money  back', 1], ['money backing', 0],
    ['give me all of my money back', 1], ['give me one two three four money back now', 1], ['Верните, пожалуйста, деньги', 0], ['верните мне мои деньги', 1], ['error 500.', 1], ['15000', 0], ['', 0],
  ])('is found as whole words: %s', (text, count) => expect(countIn(text)).toBe(count));

  it('takes what stands in another phrase for a part of it', () => {
    expect(FoldedText.of('give me my money back').countOf(anyOf('give me … money back', 'money back'))).toBe(1);
  });

  it('is left out of a text with a blank in its place', () => {
    expect(FoldedText.of('No refund! Error 500, refunded').without(list).text).toBe('no  ! error  ,  ');
  });

  it('is not looked for where a letter beyond the basic plane stands before it', () => {
    expect(countIn('𝒳refund')).toBe(0);
  });

  it('is refused where a phrase begins with no word', () => {
    expect(() => anyOf('… money')).toThrow('begins with a word');
  });
});
