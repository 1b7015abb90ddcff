import { describe, expect, it } from '@jest/globals';
import { lanesOf } from './event-handler.ts';
import type { ReceivedEvent } from './received-event.ts';

const event = (key: string, id: number): ReceivedEvent => ({ key, id: String(id), time: '', payload: {}, traceparent: undefined });
const EVENTS = Array.from({ length: 100 }, (_, id) => event(`key ${id % 7}`, id));

describe('lanes', () => {
  it('keep all events in one, in order, where there is only one', () => {
    expect(lanesOf(EVENTS, 1)).toEqual([EVENTS]);
  });

  it('keep the events of a key together and in order', () => {
    const lanes = lanesOf(EVENTS, 4);

    expect(lanes.flat().toSorted((a, b) => Number(a.id) - Number(b.id))).toEqual(EVENTS);
    for (const lane of lanes) expect(lane.map(({ id }) => Number(id))).toEqual(lane.map(({ id }) => Number(id)).toSorted((a, b) => a - b));
    for (const key of new Set(EVENTS.map(({ key }) => key))) expect(lanes.filter((lane) => lane.some((one) => one.key === key))).toHaveLength(1);
  });

  it('are left out where they would be empty', () => {
    expect(lanesOf([event('a', 1)], 8)).toHaveLength(1);
  });
});
