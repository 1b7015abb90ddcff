import { describe, expect, it } from '@jest/globals';
import type { TicketFacts } from '../conditions/ticket-conditions.ts';
import { refusalOf, type Circumstances } from './automatic-answer.ts';

const TICKET: TicketFacts = {
  queue: 'general', urgency: 'normal', intent: 'how-to', confidence: 0.99, language: 'en', complaint: false, channel: 'mail', known: true, tier: 'SMB', email: 'ann@shop.test', tags: [], signals: {}, entities: {}, subject: '', text: '',
};
const USUAL: Circumstances = { upperTier: false, automaticFrom: 0.98, words: 'Where can I find my invoice for last month?' };

describe('an automatic answer', () => {
  it('is given where the understanding is as sure as was promised', () => {
    expect(refusalOf(TICKET, USUAL)).toBeNull();
    expect(refusalOf({ ...TICKET, confidence: 0.979 }, USUAL)).toBe('not_sure');
  });

  it.each(['refund', 'legal', 'erasure', 'consent-withdrawal', 'threat', 'complaint', 'wrong-charge', 'person', 'unknown'])('is never given about %s', (intent) => {
    expect(refusalOf({ ...TICKET, intent, confidence: 1 }, USUAL)).toBe('never_for_intent');
  });

  it.each([
    'Where is my invoice? A person, please.', 'Где счёт? Позовите человека, пожалуйста.', 'Wo ist die Rechnung? Ich möchte mit einem Menschen sprechen.',
  ])('is never given to who asks for a person, whatever else he asks: %s', (words) => {
    expect(refusalOf(TICKET, { ...USUAL, words })).toBe('wants_person');
  });

  it.each([
    'Where is my invoice? I want my money back, I never ordered this.', 'Where is my invoice? I will go to the police.', 'Where is my invoice? Under GDPR tell me what you hold.', 'Where is my invoice? I know where you live.',
    'Где счёт? Отзываю согласие на рассылку.', `${'Где счёт? '.repeat(2000)}Готовлю иск в суд.`,
  ])('is never given where words beside the question are grave', (words) => {
    expect(refusalOf(TICKET, { ...USUAL, words })).toBe('never_for_words');
  });

  it.each<[string, Partial<Circumstances>, Partial<TicketFacts>]>([
    ['upper_tier', { upperTier: true }, {}], ['complaint', {}, { complaint: true }], ['complaint', {}, { signals: { complaint: 0.4 } }],
  ])('is not given because of %s', (reason, circumstances, facts) => {
    expect(refusalOf({ ...TICKET, ...facts }, { ...USUAL, ...circumstances })).toBe(reason);
  });
});
