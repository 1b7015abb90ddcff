import { describe, expect, it } from '@jest/globals';
import type { ArmReport } from '../../client/answers.ts';
import type { Findings } from '../../findings.ts';
import { pageOf } from './page.ts';

const arm = (name: string, holdOut: boolean): ArmReport => ({
  arm: name, holdOut, customers: 10, sent: holdOut ? 0 : 10, visits: 4, visitRate: 0.4, visitInterval: [0.2, 0.6], conversions: 0, conversionRate: 0,
  conversionInterval: [0, 0.3], spend: 0, spendPerCustomer: 0, spendInterval: [0, 0], absurdValues: 0, costPerMessage: 0.001, cost: 0.01, costPerConversion: null,
});
const ends = { difference: 0, interval: [-0.1, 0.1] } as const;
const ticketCounts = { tickets: 2, complaints: 1, complaintRate: 0.5, complaintInterval: [0.1, 0.9] } as const;

const findings: Findings = {
  market: 'a market of <b>bold</b> names', eventLog: 'postgres', arms: [arm('Tom & Co', false), arm('none', true)],
  lifts: [{ arm: 'Tom & Co', against: 'none', metric: 'visit', ...ends, relative: null, relativeInterval: null }],
  spendDifferences: [{ arm: 'Tom & Co', against: 'none', ...ends }],
  ledger: { audience: 20, accepted: 10, held_out: 10, failed: 0 }, secondLedger: { audience: 3, accepted: 2, held: 1 },
  coverage: { selected: 21, leftOut: { upper_tier: 1 }, reached: 10, reachable: 20, coverage: 0.5, interval: [0.3, 0.7] },
  tiers: { SOHO: { accounts: 20, contacts: 20 }, ENTERPRISE: { accounts: 1, contacts: 1 }, UMM: { accounts: 0, contacts: 0 } },
  handedOff: 1, mailedUpperTier: 0, tickets: 2, held: 1, messages: 15, checks: 3, differences: [], seconds: 1,
  ticketReport: { ...ticketCounts, fromKnownContacts: 2, states: [], queues: [{ queue: 'billing', ...ticketCounts }] },
  funnel: { entered: 2, mailed: 2, goal: 1, completed: 1 },
};

describe('the page of the findings', () => {
  it('needs nothing but itself and takes no name for markup', () => {
    const page = pageOf(findings);

    expect(page).not.toMatch(/<script|<link|<img|https?:|url\(|<b>bold/);
    expect(page).toContain('Tom &amp; Co');
    expect(page).not.toMatch(/NaN|Infinity|undefined/);
  });

  it('shows what is not nought: states, tiers, queues', () => {
    const page = pageOf(findings);

    for (const word of ['held out', 'ENTERPRISE', 'billing', 'left out, upper tier', '1 of 2']) expect(page).toContain(word);
    for (const word of ['failed', 'UMM']) expect(page).not.toContain(word);
  });

  it('names every figure that differs', () => {
    const page = pageOf({ ...findings, differences: [{ what: 'tickets: opened', expected: 3, actual: 2 }] });

    expect(page).toContain('1 of 3 figures differ');
    expect(page).toContain('tickets: opened');
  });
});
