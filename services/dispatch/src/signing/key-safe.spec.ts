import { describe, expect, it } from '@jest/globals';
import { KeySafe } from './key-safe.ts';

describe('a safe for private keys', () => {
  it('gives back what it was given, under the same name alone, and never the same bytes twice', () => {
    const safe = new KeySafe('a secret', []);
    const sealed = safe.seal('the key', 'acme.example/s1');

    expect(safe.open(sealed, 'acme.example/s1')).toBe('the key');
    expect(safe.open(sealed, 'evil.example/s1')).toBeUndefined();
    expect(sealed.includes('the key')).toBe(false);
    expect(safe.seal('the key', 'acme.example/s1')).not.toEqual(sealed);
  });

  it('opens with an old secret what was sealed with it, and nothing that was changed or cut', () => {
    const sealed = new KeySafe('old', []).seal('the key', 'n');

    expect(new KeySafe('new', ['older', 'old']).open(sealed, 'n')).toBe('the key');
    expect(new KeySafe('new', []).open(sealed, 'n')).toBeUndefined();
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(new KeySafe('old', []).open(changed, 'n')).toBeUndefined();
      expect(new KeySafe('old', []).open(sealed.subarray(0, at), 'n')).toBeUndefined();
    }
  });
});
