import { describe, expect, it } from '@jest/globals';
import { jsonDefect } from './json-defect.ts';

describe('jsonDefect', () => {
  it.each([
    ['', 1, 'value'],
    ['{\n  "a": 1\n  "b": 2\n}', 3, ', or }'],
    ['{\n  "a": 1,\n}', 3, 'key'],
    ['{ "a" 1 }', 1, ':'],
    ['[1,\n2,\n]', 3, 'value'],
    ['[1\n', 2, ', or ]'],
    ['{"a": {"b": [true, null]}}\nmore', 2, 'the end'],
    ["{\n'a': 1}", 2, 'key or }'],
    ['{"a":\n\n tru}', 3, 'value'],
    ['{"a": "line\nbreak"}', 1, 'value'],
    ['{"a":\u00a01}', 1, 'value'],
    ['{"a": 01}', 1, ', or }'],
  ])('finds the line and what is missing in %j', (text, line, wanted) => {
    expect(() => JSON.parse(text) as unknown).toThrow();
    expect(jsonDefect(text)).toEqual({ line, wanted });
  });
});
