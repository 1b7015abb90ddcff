/** Sentences of customers; each letter is made of some, so that no two are the same. */
const SENTENCES = [
  'Where is my parcel? The tracking page has not changed for four days.', 'I was charged twice for the same invoice this month.', 'How do I add a colleague to our account?',
  'The export stops with an error after about a minute.', 'Please cancel the renewal of our plan.', 'Подскажите, пожалуйста, где скачать закрывающие документы за октябрь?',
  'Не получается войти: пишет, что пароль неверный.', 'Our accountant needs an invoice with the VAT number on it.', 'Is there a discount if we take ten licences?',
  'We changed our address, please correct it on the invoices.', 'The page stays blank in Firefox, in Chrome it works.', 'Когда будет доставлен заказ?',
];
const FILLER = 'We have been your customer for some years and usually everything works well, so this surprised us a little. ';

/** The n-th letter of a stream, about 1 KB, from one of the writers. */
export function letter(n: number, writers: number, to: string): { readonly from: string; readonly message: string } {
  const from = `writer${n % writers}@customer${n % 997}.test`;
  const [first, second] = [SENTENCES[n % SENTENCES.length] ?? '', SENTENCES[(n * 7 + 3) % SENTENCES.length] ?? ''];
  const text = `Hello,\r\n\r\n${first} ${FILLER}\r\n${second}\r\n\r\n${FILLER}\r\nOur order is ${100_000 + n}.\r\n\r\nBest regards\r\nWriter ${n}\r\n`;
  const headers = [
    `From: Writer ${n} <${from}>`, `To: <${to}>`, `Subject: Question ${n}`, `Message-ID: <${n}@bench.test>`, `Date: ${new Date(1_760_000_000_000 + n * 1000).toUTCString().replace('GMT', '+0000')}`,
    'MIME-Version: 1.0', 'Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: 8bit',
  ];
  return { from, message: `${headers.join('\r\n')}\r\n\r\n${Buffer.from(text).toString('latin1')}` };
}
