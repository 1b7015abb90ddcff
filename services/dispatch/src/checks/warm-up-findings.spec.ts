import { describe, expect, it } from '@jest/globals';
import { warmUpFindings, type Load, type SenderRamp } from './warm-up-findings.ts';

const NOW = Date.parse('2026-12-01T12:00:00Z');
const ramp: SenderRamp = { throttle: 'Warm-up', warmUp: { start: 100, growth: 2, full: 1000, from: '2026-12-01' }, reserve: 0, used: 0, waiting: 0 };
const load: Load = { domain: 'acme.example', messages: 100, timeToLiveHours: null, isNew: false };
const of = (changes: Partial<Load>, ramps: readonly SenderRamp[] = [ramp]): string => {
  const [found] = warmUpFindings({ ...load, ...changes }, ramps, NOW);
  return `${found?.severity}: ${found?.message}`;
};

describe('a look at a campaign beside the warm-up of its sender', () => {
  it('tells what fits today, and how many days the rest takes', () => {
    expect(of({})).toMatch(/^ok: 100 messages fit .*\(100 more\)/);
    expect(of({ messages: 701 })).toMatch(/^warning: .*allows 100 messages more today, so 701 need 4 days; the rest waits/);
    expect(of({ messages: 1_000_000 })).toMatch(/need 5 days/);
    expect(of({ messages: 101 }, [{ ...ramp, used: 100, waiting: 50 }])).toMatch(/allows 0 messages more today, so 101 need 2 days, after 50 that wait already/);
    expect(of({ messages: 91 }, [{ ...ramp, reserve: 0.1 }])).toMatch(/^warning: .*allows 90 /);
  });

  it('is an error where some would expire before their turn', () => {
    // Half of the first day and half of the second.
    expect(of({ messages: 400, timeToLiveHours: 24 })).toMatch(/^error: .*: 100 would expire, for the campaign's time to live is 24 hours/);
    expect(of({ messages: 300, timeToLiveHours: 24 })).toMatch(/^warning: /);
  });

  it('tells what is allowed where nobody could count, and to begin small where a domain is new', () => {
    expect(of({ messages: undefined })).toMatch(/^unknown: .*allows 100 /);
    expect(of({ messages: 5000, isNew: true }, [])).toMatch(/^warning: nothing was ever sent from acme.example/);
    expect(of({ messages: 500, isNew: true }, [])).toMatch(/^ok: /);
    expect(of({ messages: 5000 }, [{ ...ramp, warmUp: { ...ramp.warmUp, from: '2025-12-01' } }])).toMatch(/^ok: no warm-up/);
  });
});
