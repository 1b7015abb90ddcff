import type { Language } from '../customer.ts';

export interface Letter {
  readonly subject: string;
  readonly text: string;
}

const english: readonly string[] = [
  'This is a formal complaint. I was promised an answer within two days and it has been three weeks.',
  'Your service is terrible. The order came late, half of it was missing and nobody apologised.',
  'I have never been treated so badly. It is completely unacceptable to be charged twice and then ignored.',
  'I am furious. Your update deleted our price list the day before the season started.',
  'We want to complain about the way your staff spoke to my accountant on the phone.',
  'This is the worst support I have met in twenty years of business.',
  'I demand an explanation and my money back. What arrived is not what was in your catalogue.',
  'Absolutely disgraceful. Four calls, four different stories, and still no working account.',
  'I am fed up with your excuses. Fix it or I will take legal action.',
  'Please register my complaint: the technician did not show up for the third time.',
  'Shame on you for selling this to small shops. It has never worked for a single day.',
  'Your billing department is incompetent and rude, and I am deeply disappointed.',
  'What an awful experience from beginning to end. Never again.',
  'If the refund is not here by Friday you will hear from my lawyer.',
  'I was lied to by your sales person about the price, and I am disgusted by it.',
  'This is ridiculous, useless and a waste of my time, and nobody cares.',
  'I have to make a complaint about a parcel that was left in the rain.',
  'You ripped off a two-person bakery. I will report this to consumer protection.',
  'It is inexcusable that my data was shown to another customer.',
  'I am extremely disappointed. Your promise of a free month was never kept.',
];

const russian: readonly string[] = [
  'Прошу зарегистрировать жалобу: мне обещали ответить за два дня, прошло три недели.',
  'Ужасный сервис. Заказ пришёл с опозданием, половины нет, и никто даже не извинился.',
  'Это просто возмутительно: деньги списали дважды, а потом перестали отвечать.',
  'Я возмущён. Ваше обновление удалило наш прайс накануне сезона.',
  'Хочу пожаловаться на то, как ваш сотрудник разговаривал с моим бухгалтером.',
  'Хуже поддержки я не видел за двадцать лет, отвратительное отношение к людям.',
  'Требую объяснений и возврата денег: пришло совсем не то, что в каталоге.',
  'Безобразие. Четыре звонка, четыре разные истории, а кабинет так и не открыли.',
  'Надоело слушать отговорки. Не исправите до пятницы — подам в суд.',
  'Примите претензию: мастер не приехал уже в третий раз.',
  'Это обман. Вы продали нам то, что не проработало ни дня.',
  'Ваш отдел оплаты ведёт себя по-хамски, такое отношение недопустимо.',
  'Кошмар от начала до конца. Больше никогда у вас ничего не куплю.',
  'Верните деньги до пятницы, иначе дальше с вами будет говорить мой юрист.',
  'Менеджер соврал про цену, я крайне недоволен.',
  'Сколько можно ждать? Я недоволен, вы меня игнорируете, это издевательство.',
  'Пишу жалобу на доставку: посылку бросили под дождём у двери.',
  'Вы обманули маленькую пекарню. Буду обращаться в Роспотребнадзор.',
  'Недопустимо, что мои данные увидел другой клиент. Это позор.',
  'Я очень недовольна. Обещанный бесплатный месяц так и не дали, это неприемлемо.',
];

const SUBJECTS: Record<Language, string> = { en: 'About your service', ru: 'О вашей работе' };

/** Letters of unhappy customers in their language, each another one up to twenty. */
export function complaintOf(language: Language, number: number): Letter {
  const texts = language === 'ru' ? russian : english;
  return { subject: SUBJECTS[language], text: texts[number % texts.length] ?? '' };
}
