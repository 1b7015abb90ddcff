import type { Letter } from './complaints.ts';
import type { Language } from '../customer.ts';

const english: readonly string[] = [
  'How do I add a second user to my account?',
  'Where can I download the invoice for last month?',
  'Can I change the delivery address of an order that is not sent yet?',
  'Which plan do I need for three shops?',
  'The export to a spreadsheet shows an empty page. What should I try?',
  'Do you have a price list for resellers?',
  'I forgot my password and the letter with the link does not come.',
  'Is it possible to pay once a year instead of every month?',
  'When will my parcel arrive? The number is 48213.',
  'Please send me the contract with your new bank details.',
  'How long is the trial, and what happens after it?',
  'We moved to a new office. Where do I change the address in the profile?',
  'Could you explain the line "service fee" on the receipt?',
  'I would like to cancel the second licence from next month on.',
  'Does your program work on a tablet?',
  'Thank you for the quick answer yesterday, everything works now.',
  'Can you recommend a printer for the labels?',
  'How do I import my customers from a file?',
  'My card expired. Where do I enter the new one?',
  'Do you have a guide for beginners?',
];

const russian: readonly string[] = [
  'Как добавить второго пользователя в кабинет?',
  'Где скачать счёт за прошлый месяц?',
  'Можно ли изменить адрес доставки, пока заказ не отправлен?',
  'Какой тариф нужен для трёх магазинов?',
  'При выгрузке в таблицу открывается пустая страница. Что попробовать?',
  'Есть ли у вас цены для партнёров?',
  'Забыл пароль, письмо со ссылкой не приходит.',
  'Можно ли платить раз в год, а не каждый месяц?',
  'Когда придёт посылка? Номер 48213.',
  'Пришлите, пожалуйста, договор с новыми реквизитами.',
  'Сколько длится пробный период и что после него?',
  'Мы переехали в новый офис. Где поменять адрес в профиле?',
  'Объясните, пожалуйста, строку «сервисный сбор» в чеке.',
  'Хочу отказаться от второй лицензии со следующего месяца.',
  'Работает ли ваша программа на планшете?',
  'Спасибо за быстрый ответ вчера, всё заработало.',
  'Какой принтер посоветуете для этикеток?',
  'Как загрузить клиентов из файла?',
  'Срок карты закончился. Где указать новую?',
  'Есть ли руководство для начинающих?',
];

const SUBJECTS: Record<Language, string> = { en: 'A question', ru: 'Вопрос' };

/** Ordinary letters to support, of our own. */
export function questionOf(language: Language, number: number): Letter {
  const texts = language === 'ru' ? russian : english;
  return { subject: SUBJECTS[language], text: texts[number % texts.length] ?? '' };
}
