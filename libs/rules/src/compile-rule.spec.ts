import { describe, expect, it } from '@jest/globals';
import { compileRule } from './compile-rule.ts';

describe('compileRule', () => {
  it('numbers its placeholders from the first that is free', () => {
    const rule = { field: 'email', op: 'eq', value: 'ann@example.com' } as const;

    expect(compileRule(rule, { firstParameter: 4 })).toEqual({
      sql: '((c.email = $4::text) IS TRUE)',
      parameters: ['ann@example.com'],
    });
  });

  it('puts neither names nor values of the rule into the text', () => {
    const evil = `'; DROP TABLE contacts; --`;
    const { sql, parameters } = compileRule({
      all: [
        { field: `attributes.${evil}`, op: 'eq', value: evil },
        { field: `account.attributes.${evil}`, op: 'contains', value: evil },
        { behaviour: evil, within: { days: 30 } },
      ],
    });

    expect(sql).not.toContain('DROP');
    expect(parameters).toEqual([evil, JSON.stringify(evil), evil, `%${evil}%`, evil, 720]);
  });

  it('takes the wildcards of LIKE as plain characters', () => {
    const { parameters } = compileRule({ field: 'email', op: 'contains', value: String.raw`50%_\ ` });

    expect(parameters).toEqual([String.raw`%50\%\_\\ %`]);
  });

  it('asks for existence, not for a count, when at least once or never is meant', () => {
    expect(compileRule({ behaviour: 'bought' }).sql).toContain('(EXISTS (SELECT FROM behaviour_events b');
    expect(compileRule({ behaviour: 'bought', times: { op: 'eq', count: 0 } }).sql).toContain('(NOT EXISTS (');
    expect(compileRule({ behaviour: 'bought', times: { op: 'gte', count: 2 } }).sql).toContain('count(*)');
  });

  it('uses the clock that it is given', () => {
    const rule = { behaviour: 'bought', within: { days: 1 } } as const;

    expect(compileRule(rule, { clock: '$1::timestamptz', firstParameter: 2 }).sql).toContain('>= $1::timestamptz - ');
  });
});
