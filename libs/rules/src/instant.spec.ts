import { describe, expect, it } from '@jest/globals';
import { isInstant, millisecondsOf } from './instant.ts';

describe('isInstant', () => {
  it('knows every day of four centuries, and no other', () => {
    for (let year = 1800; year < 2201; year += 1) {
      const leap = new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1;

      expect(isInstant(`${year}-02-29`)).toBe(leap);
      expect(isInstant(`${year}-02-30`)).toBe(false);
      expect(isInstant(`${year}-12-31`)).toBe(true);
    }
  });

  it.each(['2026-04-31', '0000-01-01', '2026-01-01T24:00Z', '2026-01-01T10:00+15:00', '2026-01-01 ', '2026', '٢٠٢٦-01-01'])(
    'refuses %s',
    (text) => {
      expect(isInstant(text)).toBe(false);
    },
  );
});

describe('millisecondsOf', () => {
  it.each(['2026-01-01', '2026-01-01T00:00', '2026-01-01T00:00:00.000Z', '2026-01-01T03:00:00+03:00'])(
    'reads %s in UTC unless it names a zone',
    (text) => {
      expect(millisecondsOf(text)).toBe(Date.UTC(2026, 0, 1));
    },
  );
});
