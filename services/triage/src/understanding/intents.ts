import { anyOf, type Phrases } from '@widecast/text';

export const INTENTS = ['complaint', 'refund', 'cancel', 'billing', 'access', 'bug', 'delivery', 'sales', 'how-to', 'other'] as const;
export type Intent = (typeof INTENTS)[number];

/** Words that speak for an intent; the earlier line wins where as many speak for two. */
export const SIGNS: readonly (readonly [Exclude<Intent, 'complaint' | 'other'>, Phrases])[] = [
  ['refund', anyOf('refund*', 'money back', 'reimburse*', 'chargeback', 'возврат*', 'вернуть деньги', 'верните', 'вернули деньги')],
  ['cancel', anyOf(
    'cancel*', 'unsubscribe', 'close my account', 'delete my account', 'terminate', 'end my subscription', 'stop my subscription',
    'отмен*', 'отказаться', 'отключить подписку', 'закрыть счет', 'закрыть аккаунт', 'удалить аккаунт', 'расторгнуть',
  )],
  ['billing', anyOf(
    'charged', 'charge', 'charges', 'invoice*', 'bill', 'billing', 'payment*', 'paid', 'fee', 'fees', 'top up', 'topped up', 'top-up', 'transfer*', 'declined', 'price of', 'receipt*', 'vat',
    'счет', 'счета', 'счет-фактур*', 'оплат*', 'платеж*', 'списал*', 'списани*', 'комисси*', 'чек', 'тариф*', 'ндс',
  )],
  ['access', anyOf(
    'log in', 'login', 'log into', 'sign in', 'password*', 'passcode', 'pin', 'locked out', 'blocked', 'verify', 'verification', 'identity', 'access', 'two factor', '2fa', 'reset',
    'войти', 'вход', 'пароль', 'пароля', 'доступ*', 'заблокирован*', 'не пускает', 'авториз*', 'логин', 'код подтверждения',
  )],
  ['bug', anyOf(
    'bug', 'error', 'errors', 'crash*', 'broken', 'not working', "doesn't work", "isn't working", "won't load", 'stopped working', 'fails', 'failed', 'glitch*', 'exception', 'blank page', '500',
    'ошибк*', 'не работает', 'не открывается', 'вылетает', 'сломал*', 'зависает', 'сбой', 'глюк*', 'баг', 'не загружается',
  )],
  ['delivery', anyOf(
    'deliver*', 'shipped', 'shipping', 'shipment', 'parcel', 'package', 'courier', 'tracking', 'arrive*', 'arrival', "haven't received", 'in the mail', 'in the post',
    'доставк*', 'доставил*', 'посылк*', 'курьер*', 'трек-номер', 'трек*', 'не пришел', 'не пришла', 'где мой заказ', 'отправлен*',
  )],
  ['sales', anyOf(
    'quote', 'pricing', 'price list', 'demo', 'upgrade*', 'buy', 'purchase more', 'more seats', 'more licences', 'more licenses', 'enterprise plan', 'discount*', 'trial',
    'купить', 'прайс*', 'стоимость', 'сколько стоит', 'скидк*', 'коммерческое предложение', 'демо', 'подключить', 'пробн*',
  )],
  ['how-to', anyOf(
    'how do', 'how can', 'how to', 'where can', 'where do', 'can i', 'is it possible', 'is there a way', 'what is', 'what are', 'explain', 'help me', 'guide', 'manual',
    'как', 'где', 'можно ли', 'подскажите', 'каким образом', 'инструкци*', 'расскажите', 'объясните',
  )],
];
