import { describe, expect, it } from '@jest/globals';
import { Sealing } from './sealing.ts';

const sealingWith = (secret: string, old: readonly string[] = [], purpose = 'keys'): Sealing => new Sealing({ secret, old, purpose });

describe('what is sealed', () => {
  it('is given back, for the same place and purpose alone, and never the same bytes twice', () => {
    const safe = sealingWith('a secret');
    const sealed = safe.seal('the key', 'acme.example/s1');

    expect(safe.open(sealed, 'acme.example/s1')).toBe('the key');
    expect(safe.open(sealed, 'evil.example/s1')).toBeUndefined();
    expect(sealingWith('a secret', [], 'passwords').open(sealed, 'acme.example/s1')).toBeUndefined();
    expect(sealed.includes('the key')).toBe(false);
    expect(safe.seal('the key', 'acme.example/s1')).not.toEqual(sealed);
  });

  it('is opened by an old secret, and not where it was changed or cut', () => {
    const sealed = sealingWith('old').seal('the key', 'n');

    expect(sealingWith('new', ['older', 'old']).open(sealed, 'n')).toBe('the key');
    expect(sealingWith('new').open(sealed, 'n')).toBeUndefined();
    expect([sealingWith('old'), sealingWith('new', ['old'])].map((each) => each.isUpToDate(sealed, 'n'))).toEqual([true, false]);
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(sealingWith('old').open(changed, 'n')).toBeUndefined();
      expect(sealingWith('old').open(sealed.subarray(0, at), 'n')).toBeUndefined();
    }
  });
});
