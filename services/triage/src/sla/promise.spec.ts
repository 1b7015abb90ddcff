import { describe, expect, it } from '@jest/globals';
import { calendar } from './calendar.ts';
import { after, type Happening, type PromiseState } from './promise.ts';
import { dueAt } from './sla-clock.ts';
import { WorkingTime } from './working-time.ts';

const always = ['00:00-24:00'];
const time = new WorkingTime(calendar.parse({ timeZone: 'UTC', week: { mon: always, tue: always, wed: always, thu: always, fri: always, sat: always, sun: always } }));
const MINUTE = 60_000;
const TARGETS = { 'first-answer': 60 * MINUTE, 'next-answer': 30 * MINUTE, resolution: 240 * MINUTE };

/** Happenings by their minute. */
function told(...story: [number, Happening][]): Record<string, { due: number | null; ended: boolean; broken: number | null }> {
  let promises: PromiseState[] = [];
  for (const [minute, happening] of story) promises = after(happening, promises, (kind) => ({ target: TARGETS[kind], time }), minute * MINUTE);
  return Object.fromEntries(promises.map((one) => [one.kind, {
    due: ((ms) => ms === null ? null : ms / MINUTE)(dueAt(one, time)), ended: one.endedAt !== null, broken: one.brokenAt === null ? null : one.brokenAt / MINUTE,
  }]));
}

describe('the promises of a ticket', () => {
  it('begin with the ticket', () => {
    expect(told([0, 'opened'])).toEqual({ 'first-answer': { due: 60, ended: false, broken: null }, resolution: { due: 240, ended: false, broken: null } });
  });

  it('count what the customer adds before the first answer as answered by it', () => {
    const promises = told([0, 'opened'], [10, 'wrote'], [20, 'answered']);
    expect(promises['first-answer']).toEqual({ due: null, ended: true, broken: null });
    expect(promises['next-answer']).toBeUndefined();
  });

  it('let the resolution stand still while the customer is waited for', () => {
    expect(told([0, 'opened'], [50, 'answered'])['resolution']).toEqual({ due: null, ended: false, broken: null });
    expect(told([0, 'opened'], [50, 'answered'], [1000, 'wrote'])['resolution']).toEqual({ due: 1190, ended: false, broken: null });
  });

  it('give a new time for the next answer with the first thing that the customer adds, not with every one', () => {
    expect(told([0, 'opened'], [10, 'answered'], [100, 'wrote'], [120, 'wrote'])['next-answer']).toEqual({ due: 130, ended: false, broken: null });
  });

  it('are broken for ever at the instant at which they were due, whoever notices it when', () => {
    expect(told([0, 'opened'], [90, 'answered'])['first-answer']).toEqual({ due: null, ended: true, broken: 60 });
  });

  it('end with the ticket, and the resolution goes on when it is opened again', () => {
    expect(told([0, 'opened'], [100, 'closed'], [500, 'reopened'])).toMatchObject({ 'first-answer': { ended: true, broken: 60 }, resolution: { due: 640, ended: false } });
  });
});
