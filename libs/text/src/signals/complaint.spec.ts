import { describe, expect, it } from '@jest/globals';
import { isComplaint } from './complaint.ts';

const COMPLAINTS = [
  'I want to file a formal complaint about the way my order was handled.',
  'Please treat this letter as a complaint. The plan I paid for does not do what your page promised.',
  'I would like to complain about your billing department.',
  'This is unacceptable. I have been waiting for an answer for three weeks.',
  'Three calls, four letters, and still no answer. Completely unacceptable!',
  'Terrible service. Your people promised a call and nobody called.',
  'This is the worst support I have ever dealt with.',
  'Your product is the worst purchase our company has made this year.',
  'I demand a full refund. You charged us after we had cancelled.',
  'Refund now! I am done waiting.',
  'Give me a refund immediately or I will go to my lawyer.',
  'If this is not solved by Friday we will take legal action.',
  'I am appalled by the way your staff talked to me.',
  'I am fed up with your excuses. The invoice is still wrong.',
  'We are sick and tired of repeating the same story to every agent.',
  'Absolutely disgraceful. You took the money and went silent.',
  'Your support is pathetic: two weeks and not one useful word.',
  'I am furious. You deleted our data and offer nothing.',
  'Never again. You broke our shop on the busiest day of the year.',
  'What a shambles. Nobody in your company knows what the other does.',
  'Horrible experience from the first day to the last.',
  'You ripped me off and now you hide.',
  'I am extremely disappointed. The product stopped working after a week.',
  'I am disappointed and frustrated; nobody answers and I feel ignored.',
  'My third letter. Nobody cares, I was lied to, and the whole thing is a joke.',
  'Your service is awful and your answers are worse. I expect compensation.',
  'We will report you to consumer protection.',
  'Я хочу подать жалобу на вашу поддержку.',
  'Жалоба: третью неделю нет ответа.',
  'Верните деньги! Я отменил подписку месяц назад.',
  'Я возмущён вашим отношением к клиентам.',
  'Это просто безобразие, заказ не пришёл, а деньги списали.',
  'Ужасно. Две недели жду ответа, и тишина.',
  'Направляю вам претензию по договору, ответ прошу дать письменно.',
  'Требую вернуть списанную сумму.',
  'Ваш сервис отвратительный, больше с вами не работаем.',
  'Сколько можно! Пятый раз пишу одно и то же.',
  'Если не решите вопрос, обращусь в Роспотребнадзор.',
  'Это обман: на сайте одна цена, в счёте другая.',
  'Худшая поддержка, с которой я имел дело.',
  'Крайне недоволен: обещали позвонить и не позвонили.',
];

const ORDINARY = [
  'My card payment was declined.', 'I was charged twice for the same order.', 'Why did my transfer fail?', 'The refund is not showing up in my statement.',
  'How do I get a refund for a duplicate payment?', 'Can I get my money back for the unused months?', 'I am not happy with the colour, can I change it?',
  'The app shows an error when I open the report.', 'I am disappointed that the export is slow, is there a faster way?', 'My parcel was stolen, what should I do?',
  'There is a fraudulent charge on my statement.', 'I made a terrible mistake and paid the wrong invoice, can you help?', 'In the worst case I can wait until Monday.',
  'No complaints so far, just a question about seats.', 'This is not a complaint, I only want to know the price.', 'Please cancel my subscription at the end of the month.',
  'How can I close my account?', 'I need this urgently, please send the invoice today.', 'Is it possible to upgrade to the larger plan?', 'The exchange rate looks terrible, is it right?',
  'Как получить счёт за октябрь?', 'Не могу войти в кабинет, пароль не подходит.', 'Где мой заказ? Трек-номер не обновляется.', 'Когда вернутся деньги за отменённый заказ?',
  'Можно ли оформить возврат?', 'Претензий нет, всё работает, спасибо.', 'Списали деньги дважды, проверьте, пожалуйста.', 'Мы юридическое лицо, нужен договор.', '',
];

describe('isComplaint', () => {
  it.each(COMPLAINTS)('takes for a complaint: %s', (text) => expect(isComplaint(text)).toBe(true));

  it.each(ORDINARY)('takes for no complaint: %s', (text) => expect(isComplaint(text)).toBe(false));

  // A pattern that goes back and forth would take minutes.
  it.each(['refund me '.repeat(100_000), `demand ${'a '.repeat(50_000)}`])('comes to an end with a hostile text: %.20s', (text) => expect(isComplaint(text)).toBe(false));
});
