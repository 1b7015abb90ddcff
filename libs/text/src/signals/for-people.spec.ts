import { describe, expect, it } from '@jest/globals';
import { asksForPerson, meantForPeople, saidForPeople } from './for-people.ts';
import { peopleLetters } from './people-letters.ts';
import { boxedForPeople } from './signal-file.ts';
import { hashOf } from './signal-letters.ts';

const PLAIN = [
  'Where can I find my invoice for last month?', 'How do I add a new user to my account?', 'Which legal entity stands on the invoice?', 'How do I export my contacts?', 'Does the plan include phone support?', 'How do I add an agent?', 'Where is the spam folder?', 'My bank asks for your company name.',
  'Подскажите, где найти счёт за прошлый месяц?', 'Как добавить сотрудника? У нас юридическое лицо.', 'Когда придёт посылка?', 'Wie füge ich einen Benutzer hinzu?',
];

describe('what people must answer', () => {
  it.each(['I would like to talk with a colleague of yours', 'A person, please', 'can i talk to a real human?', 'Please call me back', 'Переключите на оператора', 'Хочу поговорить с живым человеком', 'Je veux parler à un conseiller', 'Chcę rozmawiać z konsultantem', 'Hello,\noperator!', 'Оператор', 'get me a manager', 'Can a member of your team help?', 'Пусть мне ответит человек', 'Не надо мне робота', 'Дайте специалиста'])('is asked for: %s', (letter) => {
    expect(asksForPerson(letter)).toBe(true);
  });

  it.each(['I will see you before the judge', 'I withdraw my permission to process my details', 'My husband will break your legs', 'I asked my bank to reverse the payment', 'See you in court', 'I will burn your office down', 'I dispute this charge', 'delete all of my data', 'I withdraw my consent', 'Вы пожалеете', 'Удалите все мои данные', 'Ich widerrufe meine Einwilligung', 'Take me off your database', 'Stop sending me marketing', 'I object to the processing', 'Kindly remove my details', 'This is a letter before action', 'Cease and desist', 'There is a payment that I do not recognise', 'Исключите меня из базы', 'Не пишите мне больше', 'Какие данные обо мне вы храните?', 'Запрос следователя', 'Пожалуюсь в ФАС', 'Деньги сняли с карты два раза'])('is grave: %s', (letter) => {
    expect(saidForPeople(letter)).toBe('grave');
  });

  it.each(['I want every trace of me gone from your computers', 'Хватит мне названивать', 'Вы мне должны за то, чего я не получил', 'Сотрите всё, что у вас на меня есть'])('is grave by what it means, whatever its words: %s', (letter) => {
    expect(meantForPeople(letter)).toBe('grave');
  });

  it('comes with a model that was trained from the letters that stand here', () => {
    expect(boxedForPeople().card.dataHash).toBe(hashOf(peopleLetters()));
  });

  it('is found however far down it stands, and across the seam of two parts', () => {
    for (const before of [6990, 6995, 13_800, 60_000]) expect(asksForPerson(`${'x '.repeat(before / 2)}a person, please`)).toBe(true);
  });

  it.each(PLAIN)('is neither in a plain question: %s', (letter) => {
    expect([saidForPeople(letter), meantForPeople(letter)]).toEqual([null, null]);
  });
});
