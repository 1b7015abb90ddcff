import { describe, expect, it } from '@jest/globals';
import { Recurring } from './recurring.ts';

describe('recurring work', () => {
  it('goes on after a failure, a turn at a time, and ends with the turn that is being done', async () => {
    const [events, failures]: [string[], unknown[]] = [[], []];
    const ended = new Promise<void>((resolve) => {
      const recurring = new Recurring({
        pause: 1,
        turn: async () => {
          events.push('begin');
          if (events.length === 1) throw new Error('once');
          await new Promise((done) => setTimeout(done, 5));
          events.push('end');
          if (events.length > 4) void recurring.stop().then(resolve);
        },
        failed: (error) => failures.push(error),
      });
      recurring.start();
    });
    await ended;
    const done = [...events];
    await new Promise((later) => setTimeout(later, 20));
    expect([events, failures.length]).toEqual([done, 1]);
    expect(events).toEqual(['begin', 'begin', 'end', 'begin', 'end']);
  });
});
