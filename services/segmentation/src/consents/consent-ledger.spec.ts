import { describe, expect, it } from '@jest/globals';
import { statesOf, type ConsentRecord } from './consent-ledger.ts';

const record = (what: ConsentRecord['what'], at: string, purpose: ConsentRecord['purpose'] = 'advertising'): ConsentRecord =>
  ({ at, purpose, what, source: 'form', channel: null, wording: null, proof: null, actor: null });

const ADVERTISING = new Set(['advertising'] as const);
const none: ReadonlySet<ConsentRecord['purpose']> = new Set();

describe('the state of a consent', () => {
  it.each([
    ['nothing was said', [], none, 'never_asked', null],
    ['he was asked', [record('asked', '1'), record('reminded', '2')], ADVERTISING, 'pending', '1'],
    ['he was asked and did not answer in time', [record('asked', '1')], none, 'never_asked', null],
    ['he said yes', [record('asked', '1'), record('given', '2')], none, 'given', '2'],
    ['he changed his mind', [record('given', '1'), record('withdrawn', '2')], none, 'withdrawn', '2'],
    ['he changed it and is asked anew', [record('given', '1'), record('withdrawn', '2'), record('asked', '3')], ADVERTISING, 'pending', '3'],
    ['he said yes to something else', [record('given', '1', 'tracking')], none, 'never_asked', null],
  ] as const)('where %s', (_what, records, open, state, since) => {
    expect(statesOf(records, open)[0]).toEqual({ purpose: 'advertising', state, since });
  });
});
