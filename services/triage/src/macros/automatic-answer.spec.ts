import { describe, expect, it } from '@jest/globals';
import type { TicketFacts } from '../conditions/ticket-conditions.ts';
import { refusalOf, type Circumstances } from './automatic-answer.ts';

const TICKET: TicketFacts = {
  queue: 'general', urgency: 'normal', intent: 'how-to', confidence: 0.99, language: 'en', complaint: false, channel: 'mail', tier: 'SMB', email: 'ann@shop.test', tags: [], signals: {}, subject: '', text: '',
};
const USUAL: Circumstances = { upperTier: false, automaticFrom: 0.98 };

describe('an automatic answer', () => {
  it('is given where the understanding is as sure as was promised', () => {
    expect(refusalOf(TICKET, USUAL)).toBeNull();
    expect(refusalOf({ ...TICKET, confidence: 0.979 }, USUAL)).toBe('not_sure');
  });

  it.each(['refund', 'legal', 'erasure', 'consent-withdrawal', 'threat', 'complaint', 'wrong-charge', 'person', 'unknown'])('is never given about %s', (intent) => {
    expect(refusalOf({ ...TICKET, intent, confidence: 1 }, USUAL)).toBe('never_for_intent');
  });

  it.each<[string, Partial<Circumstances>, Partial<TicketFacts>]>([
    ['upper_tier', { upperTier: true }, {}], ['complaint', {}, { complaint: true }],
  ])('is not given because of %s', (reason, circumstances, facts) => {
    expect(refusalOf({ ...TICKET, ...facts }, { ...USUAL, ...circumstances })).toBe(reason);
  });
});
