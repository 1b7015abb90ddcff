import { describe, expect, it } from '@jest/globals';
import { aBranch, aDefinition, type GivenDefinition } from '../../test/builders.ts';
import { definition } from '../definition/definition.ts';
import { advance, type Facts } from './advance.ts';
import { planOf, type Plan } from './plan.ts';

const TEMPLATE = 'bd1c0d6e-7f1c-4f5e-9a58-0f6a3a7f4d11';
const ENTERED = new Date('2026-05-01T12:00:00Z');
const NOW = new Date('2026-05-03T12:00:00Z');
const NOTHING: Facts = new Map();

const hoursBefore = (hours: number): Date => new Date(NOW.getTime() - hours * 3_600_000);
const planWith = (...steps: GivenDefinition['steps']): Plan => planOf(definition.parse(aDefinition({ steps })));
const at = (step: string): { step: string; enteredAt: Date } => ({ step, enteredAt: ENTERED });

describe('advancing a contact', () => {
  const plan = planWith(
    { id: 'hello', kind: 'message', templateId: TEMPLATE },
    { id: 'pause', kind: 'wait', days: 2 },
    aBranch('came', 'visited', ['thanks', 'reason']),
    { id: 'thanks', kind: 'message', templateId: TEMPLATE, next: 'end' },
    { id: 'reason', kind: 'message', templateId: TEMPLATE },
  );
  const messagesOf = (step: string, facts: Facts): string[] => advance(plan, at(step), facts, NOW).messages.map(({ id }) => id);

  it('goes from the start over messages to the first wait', () => {
    expect(advance(plan, at('start'), NOTHING, NOW)).toMatchObject({
      step: 'pause', state: 'active', dueAt: new Date('2026-05-05T12:00:00Z'), messages: [{ id: 'hello' }],
    });
  });

  it('goes from a wait by a branch to the end', () => {
    expect(advance(plan, at('pause'), NOTHING, NOW)).toMatchObject({ step: 'end', state: 'completed', dueAt: null, messages: [{ id: 'reason' }] });
  });

  it('branches on what was done after the entry', () => {
    expect(messagesOf('pause', new Map([['visited', hoursBefore(1)]]))).toEqual(['thanks']);
    expect(messagesOf('pause', new Map([['visited', ENTERED]]))).toEqual(['thanks']);
    expect(messagesOf('pause', new Map([['visited', hoursBefore(49)]]))).toEqual(['reason']);
    expect(messagesOf('pause', new Map([['opened', hoursBefore(1)]]))).toEqual(['reason']);
  });

  it('branches on what was done within a time, also before the entry', () => {
    const lookingBack = planWith(aBranch('came', 'visited', ['yes', 'end'], 100 * 3600), { id: 'yes', kind: 'wait', seconds: 1 });

    expect(advance(lookingBack, at('start'), new Map([['visited', hoursBefore(99)]]), NOW).step).toBe('yes');
    expect(advance(lookingBack, at('start'), new Map([['visited', hoursBefore(101)]]), NOW).step).toBe('end');
  });

  it('sends nothing to who has reached the goal', () => {
    expect(advance(plan, at('start'), new Map([['purchased', hoursBefore(1)]]), NOW)).toEqual({ step: 'start', state: 'goal', dueAt: null, messages: [] });
  });

  it('takes what was done before the entry for no goal', () => {
    expect(advance(plan, at('start'), new Map([['purchased', hoursBefore(49)]]), NOW).state).toBe('active');
  });

  it('waits again in a circle', () => {
    const circle = planWith({ id: 'again', kind: 'wait', seconds: 60 }, aBranch('came', 'visited', ['end', 'again']));

    expect(advance(circle, at('again'), NOTHING, NOW)).toMatchObject({ step: 'again', state: 'active', dueAt: new Date('2026-05-03T12:01:00Z') });
  });

  it('gives several messages in the order of the way, not of the writing', () => {
    const many = planWith(
      { id: 'a', kind: 'message', templateId: TEMPLATE, next: 'c' }, { id: 'b', kind: 'message', templateId: TEMPLATE, next: 'end' }, { id: 'c', kind: 'message', templateId: TEMPLATE, next: 'b' },
    );

    expect(advance(many, at('start'), NOTHING, NOW)).toMatchObject({ state: 'completed', messages: [{ id: 'a' }, { id: 'c' }, { id: 'b' }] });
  });
});
