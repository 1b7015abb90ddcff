import { describe, expect, it } from '@jest/globals';
import { languageOf } from './language.ts';
import { understand } from './understand.ts';

describe('understand', () => {
  it.each([
    ['My card payment was declined', 'billing', 'billing', 'normal', 'en'],
    ['I want my money back for the second order', 'refund', 'billing', 'normal', 'en'],
    ['Please cancel my subscription', 'cancel', 'retention', 'normal', 'en'],
    ['I cannot log in, my password is not accepted', 'access', 'technical', 'normal', 'en'],
    ['The export page shows an error and crashes', 'bug', 'technical', 'normal', 'en'],
    ['When will my parcel be delivered', 'delivery', 'orders', 'normal', 'en'],
    ['Could we have a discount and a demo for more seats', 'sales', 'sales', 'low', 'en'],
    ['How do I add a colleague', 'how-to', 'general', 'low', 'en'],
    ['Hello there', 'other', 'general', 'low', 'en'],
    ['This is unacceptable', 'complaint', 'complaints', 'high', 'en'],
    ['Срочно нужен счёт на оплату', 'billing', 'billing', 'high', 'ru'],
    ['Не могу войти, пароль не подходит', 'access', 'technical', 'normal', 'ru'],
    ['Сайт не открывается, ошибка 500', 'bug', 'technical', 'normal', 'ru'],
    ['Где мой заказ, курьер не приехал', 'delivery', 'orders', 'normal', 'ru'],
    ['Как добавить коллегу', 'how-to', 'general', 'low', 'ru'],
    ['Хочу пожаловаться на сервис', 'complaint', 'complaints', 'high', 'ru'],
  ])('routes "%s" as %s to %s', (text, intent, queue, urgency, language) => {
    expect(understand('', text)).toEqual({ intent, queue, urgency, language, complaint: intent === 'complaint' });
  });

  it('trusts the subject more than the text', () => {
    expect(understand('Refund', 'About the payment of last week').intent).toBe('refund');
  });
});

describe('languageOf', () => {
  it.each([
    ['Please help me with my plan', 'en'], ['Помогите с тарифом', 'ru'], ['Не работает Widecast Standard Plan в Safari', 'ru'], ['請幫助我', 'und'], ['12345 !!!', 'und'],
  ])('of "%s" is %s', (text, language) => expect(languageOf(text)).toBe(language));
});
