import { describe, expect, it } from '@jest/globals';
import { Checks } from './checks.ts';

describe('checks', () => {
  it('remember what differs and by how much', () => {
    const checks = new Checks();
    checks.equal('same', 3, 3);
    checks.equal('missing', undefined, 0);
    checks.near('close', 0.1 + 0.2, 0.3);
    checks.near('absent', null, 0.3);
    checks.sameSet('addresses', new Set(['a', 'b']), new Set(['b', 'c']));

    expect(checks.all).toHaveLength(5);
    expect(checks.differences.map(({ what }) => what)).toEqual(['missing', 'absent', 'addresses']);
    expect(checks.differences.at(-1)?.actual).toEqual({ size: 2, missing: '1: c', surplus: '1: a' });
  });
});
