import { describe, expect, it } from '@jest/globals';
import { aBranch, aDefinition, type GivenDefinition } from '../../test/builders.ts';
import { behavioursOf, definition } from './definition.ts';

const TEMPLATE = 'bd1c0d6e-7f1c-4f5e-9a58-0f6a3a7f4d11';

const issuesOf = (given: unknown): string[] => {
  const { error } = definition.safeParse(given);
  return (error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
};

const withSteps = (...steps: GivenDefinition['steps']): GivenDefinition => aDefinition({ steps });

describe('definition of a funnel', () => {
  it('takes one that leads every contact to an end', () => {
    expect(issuesOf(aDefinition())).toEqual([]);
  });

  it('lets unsubscribing end it, and leaving the segment not, unless told otherwise', () => {
    expect(definition.parse(aDefinition()).exit).toEqual({ leftSegment: false, unsubscribed: true });
  });

  it('refuses a funnel without steps', () => {
    expect(issuesOf(withSteps())).toEqual(['steps: needs at least one step']);
  });

  it('refuses fields that it does not know', () => {
    expect(issuesOf({ ...aDefinition(), gaol: {} })).toEqual([': Unrecognized key: "gaol"']);
    expect(issuesOf(withSteps({ id: 'a', kind: 'wait', seconds: 1, hours: 2 } as never))).toEqual(['steps.0: Unrecognized key: "hours"']);
  });

  it('refuses a wait without a time, and one with two', () => {
    expect(issuesOf(withSteps({ id: 'a', kind: 'wait' }))).toEqual(['steps.0.seconds: give either seconds or days']);
    expect(issuesOf(withSteps({ id: 'a', kind: 'wait', seconds: 1, days: 1 }))).toEqual(['steps.0.seconds: give either seconds or days']);
  });

  it('names every step that is not there, and those that are', () => {
    const issues = issuesOf(withSteps(
      aBranch('a', 'visited', ['b', 'c']), { id: 'b', kind: 'wait', seconds: 1, next: 'd' },
    ));

    expect(issues).toEqual([
      'steps.0.else: there is no step "c"; name one of: end, a, b',
      'steps.1.next: there is no step "d"; name one of: end, a, b',
    ]);
  });

  it('refuses an id that is taken or reserved', () => {
    const issues = issuesOf(withSteps({ id: 'a', kind: 'wait', seconds: 1 }, { id: 'a', kind: 'wait', seconds: 1 }, { id: 'end', kind: 'wait', seconds: 1 }));

    expect(issues).toEqual(['steps.1.id: there is another step "a"', 'steps.2.id: "end" is a reserved word; take another id']);
  });

  it('refuses a step that no way leads to', () => {
    const issues = issuesOf(withSteps({ id: 'a', kind: 'wait', seconds: 1, next: 'end' }, { id: 'b', kind: 'message', templateId: TEMPLATE }));

    expect(issues).toEqual(['steps.1.id: no way leads to the step "b"; take it out or name it in another step']);
  });

  it('refuses a circle without a wait', () => {
    const issues = issuesOf(withSteps(
      aBranch('a', 'visited', ['end', 'b']), aBranch('b', 'opened', ['end', 'a']),
    ));

    expect(issues).toEqual([
      'steps.0: the step "a" comes back to itself without a wait; put a wait into the circle',
      'steps.1: the step "b" comes back to itself without a wait; put a wait into the circle',
    ]);
  });

  it('takes a circle with a wait in it', () => {
    expect(issuesOf(withSteps(
      { id: 'again', kind: 'wait', days: 1 }, aBranch('look', 'visited', ['end', 'again']),
    ))).toEqual([]);
  });

  it('refuses a message in a circle, which would be sent once only', () => {
    const issues = issuesOf(withSteps({ id: 'a', kind: 'message', templateId: TEMPLATE }, { id: 'b', kind: 'wait', days: 1, next: 'a' }));

    expect(issues).toEqual(['steps.0: the message "a" is in a circle, but a step sends a contact one message only; give each repetition a step']);
  });

  it('knows the types of behaviour that it depends on', () => {
    const parsed = definition.parse(withSteps(aBranch('look', 'visited', ['end', 'end'])));

    expect(behavioursOf(parsed)).toEqual(['purchased', 'visited']);
  });
});
