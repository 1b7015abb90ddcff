import { describe, expect, it } from '@jest/globals';
import { entitiesIn } from './entities.ts';

describe('entitiesIn', () => {
  it('finds what a letter names, once each', () => {
    expect(entitiesIn('Order #A-1042 and invoice no. 2025/118: call +7 (912) 345-67-89 or write to Ann.Lee@Example.com, ann.lee@example.com. Our INN is 7707083893.')).toEqual({
      emails: ['ann.lee@example.com'], phones: ['+79123456789'], inns: ['7707083893'], orders: ['A-1042'], invoices: ['2025/118'],
    });
    expect(entitiesIn('Заказ № 4471, счёт-фактура 88/31, ИНН 500100732259, тел. 8 800 555-35-35')).toMatchObject({ orders: ['4471'], invoices: ['88/31'], inns: ['500100732259'], phones: ['88005553535'] });
  });

  it.each(['7707083894', '500100732258', '0000000000'])('takes %s, whose check digits are wrong, for no INN', (digits) => expect(entitiesIn(`ИНН ${digits}`).inns).toEqual([]));

  it.each(['in order to pay', 'my order is late', 'the invoice was wrong', 'pay 12.500,00 by 2025-03-01', 'заказ не пришёл'])('finds nothing in "%s"', (text) => {
    expect(Object.values(entitiesIn(text)).flat()).toEqual([]);
  });

  // A pattern that goes back and forth would take minutes.
  it.each(['order ', 'a@', '1 ', '+7 ', 'invoice no ', '9'.repeat(50)])('comes to an end with a hostile text of "%s"', (piece) => {
    expect(entitiesIn(piece.repeat(20_000)).emails).toEqual([]);
  });
});
