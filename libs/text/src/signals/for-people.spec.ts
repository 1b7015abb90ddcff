import { describe, expect, it } from '@jest/globals';
import { asksForPerson, isGrave } from './for-people.ts';

const PLAIN = [
  'Where can I find my invoice for last month?', 'How do I add a new user to my account?', 'Which legal entity stands on the invoice?', 'How do I export my contacts?', 'Does the plan include phone support?',
  'Подскажите, где найти счёт за прошлый месяц?', 'Как добавить сотрудника? У нас юридическое лицо.', 'Когда придёт посылка?', 'Wie füge ich einen Benutzer hinzu?',
];

describe('what people must answer', () => {
  it.each(['I would like to talk with a colleague of yours', 'A person, please', 'can i talk to a real human?', 'Please call me back', 'Переключите на оператора', 'Хочу поговорить с живым человеком', 'Je veux parler à un conseiller', 'Chcę rozmawiać z konsultantem'])('is asked for: %s', (letter) => {
    expect(asksForPerson(letter)).toBe(true);
  });

  it.each(['I will see you before the judge', 'I withdraw my permission to process my details', 'My husband will break your legs', 'I asked my bank to reverse the payment', 'See you in court', 'I will burn your office down', 'I dispute this charge', 'delete all of my data', 'I withdraw my consent', 'Вы пожалеете', 'Удалите все мои данные', 'Ich widerrufe meine Einwilligung'])('is grave: %s', (letter) => {
    expect(isGrave(letter)).toBe(true);
  });

  it('is found however far down it stands, and across the seam of two parts', () => {
    for (const before of [6990, 6995, 13_800, 60_000]) expect(asksForPerson(`${'x '.repeat(before / 2)}a person, please`)).toBe(true);
  });

  it.each(PLAIN)('is neither in a plain question: %s', (letter) => {
    expect([asksForPerson(letter), isGrave(letter)]).toEqual([false, false]);
  });
});
