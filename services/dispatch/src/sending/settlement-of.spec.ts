import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { isBrokenAddress, settlementOf } from './settlement-of.ts';

const delivery = { seq: 1, step: '', contactId: randomUUID(), arm: null, promotion: true, attempt: 0 };
const policy = { most: 3, firstPause: 1000 };
const refusal = (code: string, aboutRecipient = true) => ({ kind: 'refused', permanent: code.startsWith('5'), code, aboutRecipient }) as const;

describe('what an attempt means', () => {
  it('tries again after a temporary refusal, with growing pauses and not for ever', () => {
    const pauses = [0, 1].map((attempt) => settlementOf({ ...delivery, attempt }, refusal('451 4.3.2'), policy));
    expect(pauses).toMatchObject([{ state: 'deferred', reason: '451 4.3.2' }, { state: 'deferred' }]);
    expect(pauses[1]?.redoIn).toBeGreaterThan(2 * (pauses[0]?.redoIn ?? Infinity));
    expect(settlementOf({ ...delivery, attempt: 2 }, refusal('451'), policy)).toMatchObject({ state: 'failed', reason: '451' });
  });

  it('fails at a permanent refusal', () => {
    expect(settlementOf(delivery, refusal('550 5.1.1'), policy)).toMatchObject({ state: 'failed', reason: '550 5.1.1' });
  });

  it('puts off what may be the fault of the sender, once, until more is known of it', () => {
    expect(settlementOf(delivery, refusal('550 5.1.1'), { ...policy, refusal: 'turned_away' }).redoIn).toBeLessThan(2000);
    const later = settlementOf(delivery, refusal('550 5.1.1'), { ...policy, refusal: 'doubtful' });
    expect(later).toMatchObject({ state: 'deferred', reason: '550 5.1.1' });
    expect(later.redoIn).toBeGreaterThan(20_000);
    expect(settlementOf({ ...delivery, attempt: 1 }, refusal('550 5.1.1'), policy)).toMatchObject({ state: 'failed' });
  });

  it('takes an acceptance and a last refusal for the last word, even when they come late', () => {
    expect(settlementOf(delivery, { kind: 'accepted' }, policy)).toMatchObject({ state: 'accepted', answered: 1 });
    expect(settlementOf({ ...delivery, attempt: 2 }, refusal('550 5.7.1'), policy)).toMatchObject({ state: 'failed', answered: 3 });
    expect(settlementOf(delivery, refusal('451'), policy)).not.toHaveProperty('answered');
  });

  it('does not count a conversation that never came to the message', () => {
    expect(settlementOf(delivery, { kind: 'unsent' }, policy)).toEqual({ delivery, state: 'pending' });
  });

  it('rather loses a promotion than sends it twice, and says so', () => {
    expect(settlementOf(delivery, { kind: 'unknown' }, policy)).toMatchObject({ state: 'in_doubt', mark: 'possibly_lost' });
  });

  it('rather sends an answer twice than loses it, and says so', () => {
    expect(settlementOf({ ...delivery, promotion: false }, { kind: 'unknown' }, policy)).toMatchObject({ state: 'pending', mark: 'possible_duplicate' });
  });

  it('does in doubt what its source says, where it says something', () => {
    expect(settlementOf(delivery, { kind: 'unknown' }, { ...policy, inDoubt: 'sent_again' })).toMatchObject({ state: 'pending', mark: 'possible_duplicate' });
    expect(settlementOf({ ...delivery, promotion: false }, { kind: 'unknown' }, { ...policy, inDoubt: 'left' })).toMatchObject({ state: 'in_doubt', mark: 'possibly_lost' });
  });

  it.each([
    ['550 5.1.1', true, true], ['553 5.1.3', true, true], ['550 5.7.1', true, false], ['550 5.7.515', true, false], ['550', true, false],
    ['450 4.1.1', true, false], ['550 5.1.1', false, false],
  ])('takes %s for a broken address only where that is what it says', (code, aboutRecipient, broken) => {
    expect(isBrokenAddress(refusal(code, aboutRecipient))).toBe(broken);
  });
});
