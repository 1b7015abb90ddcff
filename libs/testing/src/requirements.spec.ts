import { afterEach, describe, expect, it } from '@jest/globals';
import { isRequired, refuseIfRequired } from './requirements.ts';

const before = process.env['WIDECAST_TEST_REQUIRE'];

afterEach(() => {
  if (before === undefined) delete process.env['WIDECAST_TEST_REQUIRE'];
  else process.env['WIDECAST_TEST_REQUIRE'] = before;
});

describe('what a test run requires', () => {
  it('is read from a list', () => {
    process.env['WIDECAST_TEST_REQUIRE'] = 'kafka, browser';

    expect([isRequired('kafka'), isRequired('browser'), isRequired('docker')]).toEqual([true, true, false]);
  });

  it('fails with the reason when it is missing, and lets pass what is not named', () => {
    process.env['WIDECAST_TEST_REQUIRE'] = 'kafka';

    expect(() => refuseIfRequired('kafka', 'no Java found')).toThrow(/kafka, which is missing: no Java found/);
    expect(() => refuseIfRequired('docker', 'no daemon')).not.toThrow();
  });
});
