import { describe, expect, it } from '@jest/globals';
import { languageOf } from './language.ts';

const PHRASES: Readonly<Record<string, readonly string[]>> = {
  en: ['My card payment was declined', 'The parcel has not arrived yet', 'We need an invoice with our company name', 'This is unacceptable', 'Please help me with my plan', 'Is there a discount for schools?'],
  ru: ['Не приходит письмо с кодом', 'Помогите с тарифом', 'Посылка до сих пор не пришла', 'Нужен счёт на нашу компанию', 'Есть ли скидка для школ?', 'Не работает Widecast Standard Plan в Safari'],
  uk: ['Посилка досі не прийшла', 'Потрібен рахунок на нашу компанію', 'Чи є знижка для шкіл?', 'Не працює друк етикеток після оновлення'],
  kk: ['Сәлемдеме әлі келген жоқ', 'Біздің компанияға шот керек', 'Мектептерге жеңілдік бар ма?', 'Жаңартудан кейін басып шығару істемейді'],
  de: ['Das Paket ist noch nicht angekommen', 'Wir brauchen eine Rechnung auf unsere Firma', 'Gibt es einen Rabatt für Schulen?', 'Der Drucker geht seit dem Update nicht mehr'],
  fr: ['Le colis n’est toujours pas arrivé', 'Il nous faut une facture au nom de notre société', 'Y a-t-il une remise pour les écoles ?', 'L’impression ne marche plus depuis la mise à jour'],
  es: ['El paquete todavía no ha llegado', 'Necesitamos una factura a nombre de la empresa', '¿Hay descuento para escuelas?', 'La impresora no funciona desde la actualización'],
  it: ['Il pacco non è ancora arrivato', 'Ci serve una fattura intestata alla nostra azienda', 'C’è uno sconto per le scuole?', 'La stampa non va più dopo l’aggiornamento'],
  pt: ['A encomenda ainda não chegou', 'Precisamos de uma fatura em nome da empresa', 'Vocês têm desconto para escolas?', 'A impressão não funciona desde a atualização'],
  pl: ['Paczka jeszcze nie dotarła', 'Potrzebujemy faktury na naszą firmę', 'Czy jest zniżka dla szkół?', 'Drukowanie nie działa po aktualizacji'],
  tr: ['Kargo hâlâ gelmedi', 'Şirketimiz adına fatura gerekiyor', 'Okullar için indirim var mı?', 'Güncellemeden sonra yazdırma çalışmıyor'],
  nl: ['Het pakket is nog niet aangekomen', 'Wij hebben een factuur op naam van ons bedrijf nodig', 'Is er korting voor scholen?', 'Printen werkt niet meer na de update'],
};
const CASES = Object.entries(PHRASES).flatMap(([language, phrases]) => phrases.map((phrase) => [language, phrase] as const));

describe('languageOf', () => {
  it.each(CASES)('finds %s in "%s"', (language, phrase) => expect(languageOf(phrase).language).toBe(language));

  it.each(['', '12345 !!!', 'ok', 'hallo', '請幫助我', 'ασδφ γηκλ', 'xq zzkw vvv', 'The parcel has not arrived yet. Посылка до сих пор не пришла, помогите.'])('abstains on "%s"', (text) => {
    expect(languageOf(text).language).toBe('und');
  });
});
