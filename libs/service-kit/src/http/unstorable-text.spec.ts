import { describe, expect, it } from '@jest/globals';
import { unstorableTexts } from './unstorable-text.ts';

describe('texts that cannot be stored', () => {
  it('are found wherever they are, names of fields included', () => {
    const body = { name: 'a\u0000b', list: ['fine', 'half \ud800'], 'bad\u0000name': 1, emoji: 'a whole pair 😀' };

    expect(unstorableTexts(body, 'body').map(({ field }) => field).toSorted()).toEqual(['body', 'body.list.1', 'body.name']);
  });

  it('are looked for without recursion', () => {
    let deep: unknown = 'x';
    for (let depth = 0; depth < 100_000; depth += 1) deep = [deep];

    expect(unstorableTexts({ flat: deep }, 'body')).toEqual([]);
  });
});
