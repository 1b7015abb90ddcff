import { describe, expect, it } from '@jest/globals';
import { parseRule } from '@widecast/rules';
import { inferredFrom, readCell } from './attribute-type.ts';
import { typeIssuesOf } from './rule-types.ts';

describe('the type of an attribute', () => {
  it('is inferred where all cells have it, and a text else', () => {
    const columns = [['1', '', '2.5'], ['true', 'FALSE'], ['2026-03-31', '2026-03-31T10:00:00Z'], ['1', 'two'], ['0123', '4567'], ['', ' ']];

    expect(columns.map(inferredFrom)).toEqual(['number', 'boolean', 'date', 'string', 'string', undefined]);
  });

  it('decides how a cell is read', () => {
    expect([readCell('string', '12'), readCell('number', '12'), readCell('list', 'a; b;'), readCell('date', '2026-02-30'), readCell('number', '1,2'), readCell('boolean', 'True')])
      .toEqual(['12', 12, ['a', 'b'], undefined, undefined, true]);
  });

  it('is held against rules, with the place where they clash', () => {
    const types = new Map([['visits', 'number'], ['tags', 'list'], ['since', 'date']] as const);
    const rule = parseRule({ all: [
      { field: 'attributes.visits', op: 'gte', value: 3 }, { field: 'attributes.since', op: 'gt', daysFromNow: -30 }, { field: 'attributes.tags', op: 'has', value: 'vip' },
      { not: { field: 'attributes.visits', op: 'eq', value: '3' } }, { any: [{ field: 'attributes.tags', op: 'eq', value: 'vip' }] }, { field: 'attributes.visits', op: 'lt', daysFromNow: 1 },
    ] });

    expect(typeIssuesOf(rule, types).map(({ path }) => path)).toEqual(['all[3].not.value', 'all[4].any[0].value', 'all[5].daysFromNow']);
  });

  it('is asked with days that there are, or a piece of one, where it is a date', () => {
    const since = (op: string, value: unknown): unknown => ({ field: 'attributes.since', op, value });
    const rule = parseRule({ all: [since('eq', '2026-02-28'), since('startsWith', '2026-'), since('eq', '2026-02-30'), since('gt', 'last week'), since('in', ['2026-01-31', 'May'])] });

    expect(typeIssuesOf(rule, new Map([['since', 'date']] as const)).map(({ path }) => path)).toEqual(['all[2].value', 'all[3].value', 'all[4].value']);
  });

  it('is a number of the sizes of accounts, of which the headcount may be a band', () => {
    const rule = parseRule({ all: [
      { field: 'account.employees', op: 'gte', value: 50 }, { field: 'account.employees', op: 'in', value: ['51-200', 7] }, { field: 'account.legal_form', op: 'eq', value: 'GmbH' },
      { field: 'account.employees', op: 'gt', value: 'many' }, { field: 'account.attributes.revenue', op: 'eq', value: '1-2' }, { field: 'account.seats', op: 'contains', value: '1' },
    ] });

    expect(typeIssuesOf(rule, new Map()).map(({ path, message }) => `${path} ${message}`)).toEqual([
      'all[3].value "account.employees" is a number: compare it with a number', 'all[4].value "account.attributes.revenue" is a number: compare it with a number',
      'all[5].value "account.seats" is a number: compare it with a number',
    ]);
  });
});
