import { describe, expect, it } from '@jest/globals';
import { UnreadableModel } from '../model/model-file.ts';
import { LetterSignals } from './letter-signals.ts';
import { boxedSignals, readSignals, writeSignals } from './signal-file.ts';
import { hashOf, signalLetters, signalLettersIn } from './signal-letters.ts';
import { answerOf, type LetterSignal } from './signal.ts';
import { trainSignals } from './train-signals.ts';

describe('the boxed signals', () => {
  const reader = new LetterSignals(boxedSignals());
  const answer = (text: string, signal: LetterSignal): string => answerOf(reader.read('', text).odds[signal]);

  it('were trained from the letters that are there', () => {
    expect(boxedSignals().card.dataHash).toBe(hashOf(signalLetters()));
  });

  it.each([
    ['Everything is down, our guests are waiting at the desk, help us now!', 'urgent'], ['Всё упало, очередь ждёт, помогите сейчас же!', 'urgent'],
    ['Nobody answers my letters and the driver was rude. I feel let down.', 'complaint'], ['Никто не отвечает на письма, водитель нахамил. Я очень разочарована.', 'complaint'],
    ['How much would it cost for twenty users? We want to buy it.', 'purchase'], ['Сколько будет стоить на двадцать пользователей? Хотим купить.', 'purchase'],
    ['We are moving to another vendor, please close our account.', 'churn'], ['Переходим к другому поставщику, закройте наш аккаунт.', 'churn'],
  ] as const)('are found in "%s": %s', (text, signal) => expect(answer(text, signal)).toBe('yes'));

  it.each(['urgent', 'complaint', 'purchase', 'churn'] as const)('are not found in a plain question: %s', (signal) => {
    expect([answer('How do I change the logo on the invoice?', signal), answer('Как поменять логотип в счёте?', signal)]).toEqual(['no', 'no']);
  });

  it.each(['', '!!! ???', '請幫助我，訂單沒有到', 'Hvornår kommer min ordre frem til kontoret?'])('are unknown where the letter is not understood: "%s"', (text) => expect(reader.read('', text).odds).toEqual({}));

  it('take no more than a moment over a hostile letter', () => {
    expect(Object.keys(reader.read('a'.repeat(1_000_000), 'б'.repeat(1_000_000)).odds)).toEqual([]);
  });
});

describe('a model of signals', () => {
  const model = trainSignals(signalLettersIn('# churn\nPlease cancel it\nI am leaving\n# none\nWhere is it\nThank you', 'any').map((letter, at) => ({ ...letter, style: `style ${at % 2}` })), new Date(0));
  const file = writeSignals(model);

  it('is read as it was written', () => {
    expect(readSignals(file)).toEqual(model);
  });

  it.each([
    ['cut short', file.slice(0, -10)], ['changed', file.replace('"bits":14', '"bits":13')], ['of another version', file.replace('"format":1', '"format":9')], ['something else', '{}'], ['null', 'null'],
  ])('is refused where it is %s', (_, text) => expect(() => readSignals(text)).toThrow(UnreadableModel));
});
