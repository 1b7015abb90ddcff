import { describe, expect, it } from '@jest/globals';
import { readOptions } from './options.ts';

describe('options of the demo', () => {
  it('has defaults for all', () => {
    expect(readOptions([], {})).toMatchObject({ accounts: 20_000, seed: 1, eventLog: 'postgres', keep: false, hillstrom: undefined });
  });

  it('reads paths from where the command was typed', () => {
    expect(readOptions(['--json', 'out.json'], { INIT_CWD: '/somewhere' }).json).toBe('/somewhere/out.json');
  });

  it.each([
    [['--acounts', '5'], /--acounts/],
    [['--accounts', '5'], /--accounts must be a whole number, 2000 or more/],
    [['--event-log', 'redis'], /postgres or kafka/],
    [['--hillstrom', '/nowhere.csv'], /there is no file/],
    [['stray'], /stray/],
  ])('says what is wrong with %j', (args, message) => {
    expect(() => readOptions(args, {})).toThrow(message);
  });
});
