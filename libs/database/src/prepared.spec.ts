import { describe, expect, it } from '@jest/globals';
import { prepared, statementOf } from './prepared.ts';

describe('a prepared statement', () => {
  it('goes to the driver by a name that only its text decides', () => {
    const [first, again, other] = [prepared('SELECT $1'), prepared('SELECT $1'), prepared('SELECT $1, 2')].map((sql) => statementOf(sql, [1]).name);

    expect(first).toBeDefined();
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  it('is none where nobody has asked for it', () => {
    expect(statementOf('SELECT 1', [])).toEqual({ text: 'SELECT 1', values: [] });
  });
});
