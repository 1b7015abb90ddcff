import { describe, expect, it } from '@jest/globals';
import { RelayUnusable } from '@widecast/mail';
import type { Reach } from './audience-findings.ts';
import { scriptFindings } from './relay-findings.ts';

const reach = (beyondAscii?: number): Reach => ({ selected: 10, audience: 10, leftOut: {} as Reach['leftOut'], ...(beyondAscii === undefined ? {} : { beyondAscii }) });
const [able, unable] = [{ name: 'able', found: new Set(['SMTPUTF8']) }, { name: 'unable', found: new Set(['PIPELINING']) }];
const away = { name: 'away', found: new RelayUnusable('unreachable', new Error('gone')) };

describe('addresses beyond ASCII', () => {
  it.each([
    { tried: [unable, able], severity: 'ok', message: '3 of 10 contacts (30.0 %) have an address beyond ASCII; their mail goes by able' },
    { tried: [unable], severity: 'warning', message: '3 of 10 contacts (30.0 %) have an address beyond ASCII; no relay offers SMTPUTF8, so their mail fails (no_smtputf8); add a relay that does to SMTP_URL' },
    { tried: [unable, away], severity: 'unknown', message: expect.stringContaining('is known when all of them can be used') },
  ])('are $severity', ({ tried, severity, message }) => {
    expect(scriptFindings(tried, reach(3))).toMatchObject([{ severity, code: 'smtputf8', about: 'audience', message }]);
  });

  it('of everybody without a relay that takes them are an error; none are nothing', () => {
    expect(scriptFindings([unable], reach(10))).toMatchObject([{ severity: 'error' }]);
    for (const found of [undefined, reach(), reach(0)]) expect(scriptFindings([unable], found)).toEqual([]);
  });
});
