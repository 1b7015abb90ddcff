import { describe, expect, it } from '@jest/globals';
import type { TicketFacts } from '../conditions/ticket-conditions.ts';
import { route } from './route.ts';
import { routingSettings, type RoutingRule } from './routing-settings.ts';

const TICKET: TicketFacts = {
  queue: 'general', urgency: 'normal', intent: 'billing', confidence: 0.9, language: 'ru', complaint: false, channel: 'mail', known: true, tier: 'SMB', email: 'ann@Shop.test',
  tags: [], signals: {}, entities: {}, subject: 'Счёт', text: 'Пришлите закрывающие документы',
};
const rulesOf = (...rules: unknown[]): readonly RoutingRule[] => routingSettings.parse({ rules, agents: { olga: { queues: ['billing'] } } }).rules;

describe('routing rules', () => {
  it('may ask whether a letter names an order, an invoice, a phone', () => {
    const rules = rulesOf({ name: 'orders', when: { entities: ['orders', 'invoices'] }, do: { queue: 'orders' } });
    expect([{}, { phones: ['1'], orders: [] }, { orders: ['A-1'] }].map((entities) => route(rules, { ...TICKET, entities }, 'opened').facts.queue)).toEqual(['general', 'general', 'orders']);
  });

  it('are asked in their order, and a later one sees what an earlier one did', () => {
    const rules = rulesOf(
      { name: 'papers', when: { textContains: ['ЗАКРЫВАЮЩИЕ'] }, do: { queue: 'billing', tags: ['papers'] } },
      { name: 'russian billing', when: { queues: ['billing'], languages: ['ru'] }, do: { assign: 'olga' } },
      { name: 'other', when: { queues: ['general'] }, do: { queue: 'rest' } },
    );
    const routed = route(rules, TICKET, 'opened');
    expect(routed).toMatchObject({ assign: 'olga', facts: { queue: 'billing', tags: ['papers'] } });
    expect(routed.applied.map(({ rule }) => rule)).toEqual(['papers', 'russian billing']);
  });

  it('end where a rule says so, and leave out its exceptions', () => {
    const rules = rulesOf(
      { name: 'vip', when: { domains: ['shop.test'] }, unless: { tiers: ['SOHO'] }, do: { urgency: 'high' }, stop: true },
      { name: 'all', do: { queue: 'rest' } },
    );
    expect(route(rules, TICKET, 'opened').facts).toMatchObject({ urgency: 'high', queue: 'general' });
    expect(route(rules, { ...TICKET, tier: 'SOHO' }, 'opened').facts).toMatchObject({ urgency: 'normal', queue: 'rest' });
  });

  it('hold only on the occasions that they name', () => {
    const rules = rulesOf({ name: 'late', on: ['broken'], do: { urgency: 'high', queue: 'team-lead' } });
    expect(route(rules, TICKET, 'opened').applied).toEqual([]);
    expect(route(rules, TICKET, 'broken').facts).toMatchObject({ urgency: 'high', queue: 'team-lead' });
  });

  it('know who is no contact as UNKNOWN', () => {
    const rules = rulesOf({ name: 'strangers', when: { tiers: ['UNKNOWN'], known: false }, do: { tags: ['stranger'] } });
    expect(route(rules, { ...TICKET, known: false, tier: null }, 'opened').facts.tags).toEqual(['stranger']);
  });

  it.each([
    [{ rules: [{ name: 'a', do: {} }] }, 'rules.0.do'],
    [{ rules: [{ name: 'a', do: { queue: 'x' } }, { name: 'a', do: { queue: 'y' } }] }, 'rules.1.name'],
    [{ rules: [{ name: 'a', do: { assign: 'nobody' } }] }, 'rules.0.do.assign'],
    [{ rules: [{ name: 'a', when: { intentz: ['b'] }, do: { queue: 'x' } }] }, 'rules.0.when'],
  ])('%j are refused with the place', (given, place) => {
    expect(routingSettings.safeParse(given).error?.issues.map(({ path }) => path.join('.'))).toContain(place);
  });
});
