import { describe, expect, it } from '@jest/globals';
import { Background } from './background.ts';

describe('work in the background', () => {
  it('is under way once, and can begin again when it has ended or failed', async () => {
    const [begun, errors]: [number[], unknown[]] = [[], []];
    const background = new Background((error) => errors.push(error));
    let end: () => void = () => undefined;
    background.start(() => new Promise((resolve) => { begun.push(1); end = resolve; }));
    background.start(() => { begun.push(2); return Promise.resolve(); });
    end();
    await new Promise((soon) => setImmediate(soon));
    background.start(() => { begun.push(3); return Promise.reject(new Error('a defect')); });
    await background.stop();

    expect([begun, errors, background.isStopped]).toEqual([[1, 3], [new Error('a defect')], true]);
  });
});
