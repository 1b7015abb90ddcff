import { describe, expect, it } from '@jest/globals';
import { aDefinition } from '../../test/builders.ts';
import { definition } from '../definition/definition.ts';
import { warningsOf } from './warnings.ts';

describe('warnings of a funnel', () => {
  const given = definition.parse(aDefinition());

  it('are none where its segment has members and its messages leave', () => {
    expect(warningsOf(given, 1, [])).toEqual([]);
  });

  it('name a segment that nobody is in', () => {
    expect(warningsOf(given, 0, [])).toEqual([expect.stringContaining(given.trigger.entered)]);
  });

  it('say how many messages of a step failed, and why', () => {
    expect(warningsOf(given, 1, [{ step: 'hello', reason: 'no_template', messages: 3 }, { step: 'last', reason: '550 5.1.1', messages: 1 }])).toEqual([
      expect.stringMatching(/^3 message\(s\) of the step "hello" failed: there is no such template/), '1 message(s) of the step "last" failed: 550 5.1.1',
    ]);
  });
});
