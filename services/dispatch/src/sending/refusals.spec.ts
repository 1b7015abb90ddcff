import { describe, expect, it } from '@jest/globals';
import type { Database } from '@widecast/database';
import type { CampaignRunService } from '../campaigns/campaign-run.service.ts';
import type { Claim, ClaimedDelivery } from '../ledger/delivery.ts';
import type { Outcome } from './outcomes.ts';
import { Refusals } from './refusals.ts';

describe('refusals of a campaign', () => {
  it('are of the same mistake where they come in after the pause from what was claimed before it, however few', () => {
    const refusals = new Refusals({ transaction: () => new Promise(() => {}) } as unknown as Database, {} as CampaignRunService);
    const before = claimAt(performance.now());
    const many = refused(30);
    expect(refusals.among(before, refused(5)).turnedAway.size).toBe(0);

    refusals.note(before, many, refusals.among(before, many));

    expect(refusals.among(before, refused(5)).turnedAway.size).toBe(5);
    expect(refusals.among(claimAt(performance.now()), refused(5)).turnedAway.size).toBe(0);
  });
});

const claimAt = (takenAt: number): Claim => ({ fence: 'f', takenAt, sourceId: 's', kind: 'campaign', inDoubt: null, channelId: null, rows: [] });

function refused(count: number): Outcome[] {
  return Array.from({ length: count }, (_, seq) => ({
    delivery: { seq, email: `u${seq}@d${seq}.test`, attempt: 0 } as ClaimedDelivery,
    attempt: { kind: 'refused', permanent: true, code: 'HTTP 401', aboutRecipient: false },
  }));
}
