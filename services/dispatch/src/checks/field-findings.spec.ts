import { describe, expect, it } from '@jest/globals';
import { contactFieldFindings, fieldFindings } from './field-findings.ts';

const reach = (audience: number, lacking: Record<string, number>) => ({ selected: audience, audience, leftOut: {} as never, lacking });
const told = (findings: readonly { severity: string; code: string; message: string }[]): string[] => findings.map(({ severity, code, message }) => `${severity} ${code}: ${message}`);

describe('fields that contacts lack', () => {
  const template = { name: 'Offer', neededFields: ['name', 'plan'], missingFields: 'empty' as const };

  it('are told of each template that puts them out, with how many and what becomes of them', () => {
    expect(told(fieldFindings('arm "A"', template, reach(200, { name: 0, plan: 50 })))).toEqual([
      'warning merge_fields: 50 of 200 contacts (25.0 %) have no "plan", so that a gap stands in what they get; write {{ plan | default: "…" }}, or put it under a condition',
    ]);
    expect(told(fieldFindings('arm "A"', { ...template, missingFields: 'skip' }, reach(200, { plan: 1 })))[0]).toContain('so that they get nothing (skipped, missing_field)');
  });

  it('are an error where nobody has them, as of a name that is spelt wrongly', () => {
    expect(told(fieldFindings('arm "A"', template, reach(7, { plan: 7 })))).toEqual([expect.stringMatching(/^error merge_fields: nobody of the audience has "plan", .*is it spelt as in the import\?/)]);
  });

  it('are not guessed at where the audience could not be counted', () => {
    expect([...fieldFindings('arm "A"', template, undefined), ...contactFieldFindings({ addressField: 'phone', zoneField: 'zone', armField: null }, undefined)]).toEqual([]);
  });

  it('are worse where they hold the address in a channel than where they hold the time zone', () => {
    expect(told(contactFieldFindings({ addressField: 'phone', zoneField: 'zone', armField: null }, reach(10, { phone: 9, zone: 3 })))).toEqual([
      expect.stringMatching(/^warning channel_address: 9 of 10 .*no_channel_address/), expect.stringMatching(/^ok time_zone: 3 of 10 .*time zone of the brand/),
    ]);
    expect(told(contactFieldFindings({ addressField: 'phone', zoneField: null, armField: null }, reach(10, { phone: 10 })))).toEqual([expect.stringMatching(/^error channel_address/)]);
  });

  it('are missed where they say the arm of a contact', () => {
    const found = (lacking: number): string[] => told(contactFieldFindings({ addressField: null, zoneField: null, armField: 'group' }, reach(10, { group: lacking })));
    expect([...found(0), ...found(4), ...found(10)]).toEqual([expect.stringMatching(/^warning arm: 4 of 10 .*skipped, no_arm/), expect.stringMatching(/^error arm: 10 of 10/)]);
  });
});
