import { describe, expect, it } from '@jest/globals';
import { nearNames } from './near-names.ts';

describe('names that another may be a slip of', () => {
  it.each([
    ['refnud', ['refund']], ['Refund', ['refund']], ['closing documents', ['closing-documents']], ['bugs', ['bug']], ['delivry', ['delivery']], ['возрат', ['возврат']], ['printer', []],
  ])('of "%s" are %j', (name, near) => {
    expect(nearNames(name, ['refund', 'billing', 'bug', 'delivery', 'closing-documents', 'возврат'])).toEqual(near);
  });
});
