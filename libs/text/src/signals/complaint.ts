import { anyOf, FoldedText } from './phrases.ts';

/** Says in so many words that it is one, or threatens with what follows one. */
const CLAIM = anyOf(
  'formal complaint', 'complaint about', 'complaint against', 'my complaint', 'a complaint', 'this complaint', 'complaint', 'complaints', 'i complain', 'complaining about', 'to complain',
  'refund now', 'refund me now', 'refund immediately', 'refund me immediately', 'refund at once', 'want my money back now', 'give me … money back', 'money back immediately', 'demand … refund', 'demand … money back', 'demand compensation', 'demand an explanation',
  'my lawyer', 'our lawyer', 'my lawyers', 'legal action', 'take you to court', 'see you in court', 'sue you', 'small claims', 'ombudsman', 'trading standards', 'consumer protection', 'chargeback … if',
  'жалоб*', 'жалуюсь', 'пожаловаться', 'претензи*', 'верните … деньги', 'верните мне деньги', 'верните деньги', 'требую', 'роспотребнадзор*', 'прокуратур*', 'подам в суд', 'обращусь в суд', 'через суд', 'в суд', 'юрист*', 'защит* прав потребителей',
);

/** Anger at us; one is enough, unless the writer asks a question or wants to leave. */
const ANGER = anyOf(
  'unacceptable', 'not acceptable', 'inexcusable', 'intolerable', 'terrible', 'horrible', 'horrendous', 'dreadful', 'appalling', 'appalled', 'atrocious', 'abysmal', 'disgraceful', 'disgrace', 'disgusted', 'disgusting',
  'worst', 'outraged', 'furious', 'fed up', 'sick and tired', 'sick of', 'pathetic', 'incompetent', 'incompetence', 'never again', 'shame on you', 'rip off', 'ripped off', 'ripped me off', 'ripped us off', 'absolute joke', 'shambles', 'a disaster', 'awful', 'extremely disappointed', 'deeply disappointed', 'completely dissatisfied', 'extremely dissatisfied',
  'возмущен*', 'возмутительн*', 'возмущает', 'безобрази*', 'ужасно', 'ужасн* … сервис*', 'ужасн* … обслуживани*', 'ужасн* … поддержк*', 'ужасный', 'ужасная', 'ужасное', 'отвратительн*', 'кошмар*', 'неприемлем*', 'недопустим*', 'хамств*', 'хамят', 'обман*', 'мошенни*', 'издевательств*', 'позор*', 'худш*', 'хуже некуда', 'сколько можно', 'надоело', 'никогда больше', 'крайне недоволен', 'крайне недовольна', 'очень недоволен', 'очень недовольна', 'безответственн*', 'наплевательск*',
);

/** Displeasure that is common in plain questions: counts beside another word only. */
const DISPLEASURE = anyOf(
  'outrageous', 'ridiculous', 'disappointed', 'disappointing', 'frustrated', 'frustrating', 'angry', 'unhappy', 'not happy', 'dissatisfied', 'unprofessional', 'useless', 'poor service', 'bad service', 'ignored', 'ignoring me', 'lied to', 'joke', 'nobody answers', 'nobody cares', 'no one answers', 'wasted', 'waste of', 'upset',
  'недоволен', 'недовольна', 'разочарован*', 'плохой сервис', 'плохое обслуживание', 'игнорируют', 'игнорируете', 'никто не отвечает', 'злюсь', 'бесит',
);

const NO_CLAIM = anyOf(
  'no complaint', 'no complaints', 'not a complaint', 'not complaining', "isn't a complaint", 'without complaint', 'without complaints', 'nothing terrible', 'not terrible', 'not the worst', 'not fed up', 'worst case', 'worst of all case', 'at worst',
  'terrible mistake', 'horrible mistake', 'awful mistake', 'terrible accident', 'exchange rate … terrible', 'rate … awful', 'rate … terrible',
  'не жалоба', 'без жалоб', 'нет жалоб', 'нет претензий', 'претензий нет', 'жалоб нет', 'без претензий', 'не претензия', 'ничего ужасного', 'не требую', 'не ужасно', 'в худшем случае', 'в худшем', 'юридическ* лиц*',
);

const LEAVING = anyOf('delete … account', 'close … account', 'cancel … account', 'terminate … account', 'close out … account', 'удалить … аккаунт', 'закрыть … счет', 'закрыть … аккаунт');

/** Whether a message is a complaint: rather precise than greedy, because a complaint holds promotions and jumps the queue. */
export function isComplaint(message: string | FoldedText): boolean {
  const words = (typeof message === 'string' ? FoldedText.of(message) : message).without(NO_CLAIM);
  if (words.countOf(CLAIM) > 0) return true;
  const anger = words.countOf(ANGER);
  const signs = anger + words.countOf(DISPLEASURE);
  const asksOrLeaves = /\?\s*$/.test(words.text) || words.countOf(LEAVING) > 0;
  return signs >= 3 || (anger > 0 && signs >= (asksOrLeaves ? 2 : 1));
}
