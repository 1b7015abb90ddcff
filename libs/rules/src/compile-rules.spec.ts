import { describe, expect, it } from '@jest/globals';
import { compileRules } from './compile-rules.ts';

describe('compileRules', () => {
  it('numbers its placeholders from the first that is free', () => {
    const rule = { field: 'email', op: 'eq', value: 'ann@example.com' } as const;

    expect(compileRules([rule], { firstParameter: 4 })).toEqual({
      joins: '',
      conditions: ['((c.email = $4::text) IS TRUE)'],
      parameters: ['ann@example.com'],
    });
  });

  it('puts neither names nor values of the rule into the text', () => {
    const evil = `'; DROP TABLE contacts; --`;
    const { joins, conditions, parameters } = compileRules([{
      all: [
        { field: `attributes.${evil}`, op: 'eq', value: evil },
        { field: `account.attributes.${evil}`, op: 'contains', value: evil },
        { behaviour: evil, within: { days: 30 } },
        { sample: evil, to: 100 },
      ],
    }]);

    expect(joins + conditions.join()).not.toContain('DROP');
    expect(parameters).toEqual([evil, JSON.stringify(evil), evil, `%${evil}%`, evil, -720, 1, evil, 0, 2 ** 32 - 1]);
  });

  it('takes the wildcards of LIKE as plain characters', () => {
    const { parameters } = compileRules([{ field: 'email', op: 'startsWith', value: String.raw`50%_\ ` }]);

    expect(parameters).toEqual([String.raw`50\%\_\\ %`]);
  });

  it('asks one question of behaviour once, however many rules ask it', () => {
    const visits = { behaviour: 'visited', within: { days: 30 } } as const;
    const rules = [{ ...visits, times: { op: 'gte', count: 2 } }, { ...visits, sum: { op: 'gt', value: 5 } }, { behaviour: 'bought' }] as const;

    expect(compileRules(rules, { reach: 'all' }).joins.match(/FROM behaviour_events/g)).toHaveLength(2);
    expect(compileRules(rules).joins.match(/FROM behaviour_events/g)).toHaveLength(1);
  });

  it.each(['some', 'all'] as const)('looks into totals only for a question that has no window (%s contacts)', (reach) => {
    const rules = [{ behaviour: 'visited', within: { days: 30 } }, { behaviour: 'bought' }, { behaviour: 'bought', last: { op: 'lt', daysFromNow: -9 } }] as const;

    expect(compileRules(rules.slice(0, 1), { reach }).joins).not.toContain('behaviour_totals');
    expect(compileRules(rules, { reach }).joins.match(/FROM behaviour_totals/g)).toHaveLength(1);
    expect(compileRules(rules, { reach, totals: 'none' }).joins).not.toContain('behaviour_totals');
  });

  it('reads an attribute once, however many rules compare it', () => {
    const rules = ['Oslo', 'Bern', 'Lyon'].map((value) => ({ field: 'attributes.city', op: 'eq', value }) as const);

    expect(compileRules(rules, { attributes: 'once' })).toMatchObject({
      conditions: ['(((attributes.t0) = $2::text) IS TRUE)', '(((attributes.t0) = $3::text) IS TRUE)', '(((attributes.t0) = $4::text) IS TRUE)'],
      parameters: ['city', 'Oslo', 'Bern', 'Lyon'],
    });
  });

  it('uses the clock that it is given', () => {
    const rule = { behaviour: 'bought', within: { days: 1 } } as const;

    expect(compileRules([rule], { clock: '$1::timestamptz', firstParameter: 2 }).joins).toContain('>= $1::timestamptz + make_interval');
  });
});
