import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { InvalidRule, parseRule, type RuleIssue } from './parse-rule.ts';
import { ruleSchema } from './rule.ts';

const CAMPAIGN = '0192F3A4-5B6C-7D8E-9F01-23456789ABCD';

function issuesOf(input: unknown): readonly RuleIssue[] {
  try {
    parseRule(input);
  } catch (error) {
    if (error instanceof InvalidRule) return error.issues;
    throw error;
  }
  return [];
}

function nested(depth: number): unknown {
  return depth === 1 ? { field: 'email', op: 'exists' } : { not: nested(depth - 1) };
}

function wide(leaves: number): unknown {
  return { any: Array.from({ length: leaves }, () => ({ field: 'email', op: 'exists' })) };
}

describe('parseRule', () => {
  it('takes every kind of rule, with ids in lower case', () => {
    const rule = {
      all: [
        { field: 'attributes.город', op: 'in', value: ['Москва', 7, true, ''] },
        { any: [{ field: 'account.tier', op: 'eq', value: 'SMB' }, { consent: 'advertising', is: true }] },
        { not: { behaviour: 'bought', times: { op: 'eq', count: 0 }, within: { days: 30 }, campaign: CAMPAIGN } },
        { segment: CAMPAIGN },
        { field: 'createdAt', op: 'gte', value: '2026-01-31' },
      ],
    };

    expect(JSON.stringify(parseRule(rule))).toBe(JSON.stringify(rule).replaceAll(CAMPAIGN, CAMPAIGN.toLowerCase()));
  });

  it.each<[unknown, string, RegExp]>([
    ['x', '', /give an object with one of all, any/],
    [{}, '', /give an object with one of/],
    [{ all: [] }, 'all', /at least one rule/],
    [{ all: 5 }, 'all', /give a list of rules/],
    [{ all: [{ field: 'email', op: 'exists' }], any: [] }, '', /keep only one of all, any/],
    [{ all: [{ field: 'email', op: 'exists' }, { field: 'email', op: 'eq' }] }, 'all[1].value', /give a value/],
    [{ not: { any: [{ field: 'phone', op: 'exists' }] } }, 'not.any[0].field', /use attributes\.<name>, email/],
    [{ field: 'account.attributes.', op: 'exists' }, 'field', /account\.attributes\.<name>/],
    [{ field: 'email', op: 'like', value: 'x' }, 'op', /use one of eq, neq/],
    [{ field: 'email', op: 'eq', value: 5 }, 'value', /give a text/],
    [{ field: 'email', op: 'eq', value: ['x'] }, 'value', /only "in" takes a list/],
    [{ field: 'email', op: 'eq', value: 'Ann@Example.com' }, 'value', /small letters; write ann@example\.com/],
    [{ field: 'email', op: 'eq', value: 'ann@ромашка.рф' }, 'value', /write ann@xn--80aa3agjl3d\.xn--p1ai/],
    [{ field: 'email', op: 'endsWith', value: '@ромашка.рф' }, 'value', /write @xn--80aa3agjl3d\.xn--p1ai/],
    [{ field: 'account.tier', op: 'in', value: ['SMB', 'SMALL'] }, 'value', /use SOHO, SMB, UMM/],
    [{ field: 'account.tier', op: 'gte', value: 'SMB' }, 'value', /compare a tier with eq/],
    [{ field: 'attributes.x', op: 'eq', value: null }, 'value', /give a text, a number or a boolean/],
    [{ field: 'attributes.x', op: 'eq', value: Number.NaN }, 'value', /give a text, a number or a boolean/],
    [{ field: 'attributes.x', op: 'gt', value: true }, 'value', /give a number, a text or a date/],
    [{ field: 'attributes.x', op: 'contains', value: '' }, 'value', /not empty/],
    [{ field: 'attributes.x', op: 'in', value: [] }, 'value', /at least one value/],
    [{ field: 'attributes.x', op: 'in', value: ['a', {}] }, 'value', /list of texts/],
    [{ field: 'attributes.x', op: 'in', value: Array.from({ length: 1001 }, () => 1) }, 'value', /1000 values/],
    [{ field: 'attributes.x', op: 'in', value: ['a', 'b'.repeat(501)] }, 'value[1]', /500 characters/],
    [{ field: 'attributes.x', op: 'eq', value: 'a\0' }, 'value', /U\+0000/],
    [{ field: 'attributes.x', op: 'eq', value: '\ud800' }, 'value', /surrogate/],
    [{ field: 'createdAt', op: 'gt', value: '2026-02-30' }, 'value', /give a date such as/],
    [{ field: 'email', op: 'exists', extra: 1 }, 'extra', /remove this key/],
    [{ consent: 'sale', is: true }, 'consent', /use advertising/],
    [{ segment: 'x' }, 'segment', /give a UUID/],
    [{ behaviour: 'v', times: { op: 'in', count: 1 } }, 'times.op', /use one of eq/],
    [{ behaviour: 'v', times: { op: 'gte', count: -1 } }, 'times.count', /whole number from 0/],
    [{ behaviour: 'v', within: { days: 0.5 } }, 'within.days', /whole number from 1/],
    [{ behaviour: 'v', within: { days: 1, hours: 2 } }, 'within.hours', /remove this key/],
    [{ behaviour: 'v', times: { op: 'gte', count: 1 }, sum: { op: 'gte', value: 1 } }, '', /keep only one of times, sum/],
    [{ behaviour: 'v', last: { op: 'lt', value: '2026-01-01', daysFromNow: 1 } }, 'last', /either value or daysFromNow/],
    [{ behaviour: 'v', first: { op: 'eq', daysFromNow: 1 } }, 'first.op', /use one of gt/],
    [{ behaviour: 'v', last: { op: 'lt', value: '10000-01-01' } }, 'last.value', /give a date such as/],
    [{ behaviour: 'v', sum: { op: 'gt', value: 1e300 } }, 'sum.value', /give a number from/],
    [{ field: 'createdAt', op: 'gt', daysFromNow: 1e9 }, 'daysFromNow', /at most 36500 days/],
    [{ field: 'createdAt', op: 'eq', daysFromNow: 1 }, 'daysFromNow', /compare a moving date with gt/],
    [{ field: 'email', op: 'gt', daysFromNow: 1 }, 'daysFromNow', /this field is a text/],
    [{ field: 'attributes.x', op: 'gt', value: '2026-01-01', daysFromNow: 1 }, 'daysFromNow', /either value or daysFromNow/],
    [{ field: 'attributes.x', op: 'lt', value: '2026-02-30' }, 'value', /no such day or time/],
    [{ field: 'attributes.x', op: 'gte', value: '2026-01-31T25:00:00Z' }, 'value', /no such day or time/],
    [{ field: 'email', op: 'has', value: 'x' }, 'value', /attributes that are lists/],
    [{ field: 'email', op: 'matches', value: '(a+)+$' }, 'op', /no regular expressions/],
    [{ sample: 'x', to: 101 }, 'to', /percentage from 0 to 100/],
    [{ sample: 'x', from: 10, to: 10 }, 'to', /more than "from"/],
  ])('refuses %j at "%s" and says the mend', (input, path, message) => {
    expect(issuesOf(input)).toEqual([{ path, message: expect.stringMatching(message) }]);
  });

  it('tells of all defects at once', () => {
    const input = { all: [{ segment: 'x' }, { consent: 'advertising' }] };

    expect(issuesOf(input).map(({ path }) => path)).toEqual(['all[0].segment', 'all[1].is']);
  });

  it('nests 10 deep and no deeper, however deep the data', () => {
    expect(issuesOf(nested(10))).toEqual([]);
    expect(issuesOf(nested(11))[0]?.message).toMatch(/at most 10 deep/);
    expect(issuesOf(nested(2_000))).toHaveLength(1);
  });

  it('holds 200 rules and no more, however many there are', () => {
    expect(issuesOf(wide(199))).toEqual([]);
    expect(issuesOf(wide(200))[0]?.message).toMatch(/at most 200 rules/);
    expect(issuesOf({ not: { any: [wide(150), wide(150)] } })).toMatchObject([{ path: 'not.any[1].any[46]' }]);
    expect(issuesOf(wide(100_000))).toMatchObject([{ path: 'any[199]' }]);
  });
});

describe('ruleSchema', () => {
  it('becomes a JSON Schema that refers to itself', () => {
    expect(JSON.stringify(z.toJSONSchema(ruleSchema, { io: 'input' }))).toContain('"$ref"');
  });
});
