import { describe, expect, it } from '@jest/globals';
import { Sealing } from './sealing.ts';

describe('Sealing', () => {
  const sealing = new Sealing('a secret of thirty-two characters at least');

  it('gives a password back where it belongs, and never writes the same twice', () => {
    expect(sealing.open(sealing.seal('pässword', 'a'), 'a')).toBe('pässword');
    expect(sealing.seal('x', 'a')).not.toEqual(sealing.seal('x', 'a'));
  });

  it('gives nothing elsewhere, under another secret, or changed', () => {
    const sealed = sealing.seal('password', 'a');
    const changed = Buffer.from(sealed);
    changed[14] = (changed[14] ?? 0) ^ 1;

    expect([sealing.open(sealed, 'b'), new Sealing('another secret of thirty-two characters').open(sealed, 'a'), sealing.open(changed, 'a')]).toEqual([undefined, undefined, undefined]);
  });
});
