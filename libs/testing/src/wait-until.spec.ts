import { describe, expect, it } from '@jest/globals';
import { waitUntil } from './wait-until.ts';

describe('waiting until', () => {
  it('answers with the first truthy value', async () => {
    let looks = 0;

    expect(await waitUntil(() => (looks += 1) > 2 && looks, { what: 'a third look', interval: 1 })).toBe(3);
  });

  it('names what it waited for in vain', async () => {
    const wait = waitUntil(() => Promise.resolve(false), { what: 'the cows', timeout: 5, interval: 1 });

    await expect(wait).rejects.toThrow('Gave up waiting for the cows after 5 ms');
  });

  it('passes on at once what the probe throws', async () => {
    const wait = waitUntil(() => Promise.reject(new Error('broken')), { what: 'nothing' });

    await expect(wait).rejects.toThrow('broken');
  });
});
