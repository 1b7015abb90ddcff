import { describe, expect, it } from '@jest/globals';
import { JobQueue } from './job-queue.ts';
import type { Job } from './job.ts';

const MANY = 1000;
const jobs: Job[] = Array.from({ length: MANY }, () => ({ message: { from: 'a@example.com', to: 'b@example.com', raw: Buffer.alloc(0) }, mayLeave: () => true, done: () => undefined }));

describe('a queue of jobs', () => {
  it('gives them in the order in which they came, however many wait and however long it is never empty', () => {
    const queue = new JobQueue();
    const taken: (Job | undefined)[] = [];
    for (const job of jobs) {
      queue.push(job);
      if (queue.length > 20) taken.push(queue.shift());
    }

    expect(queue.length).toBe(20);
    expect([...taken, ...queue.empty()]).toEqual(jobs);
    expect([queue.length, queue.shift()]).toEqual([0, undefined]);
  });

  it('keeps their order where they become more while some wait in the middle of it', () => {
    const queue = new JobQueue();
    for (const job of jobs.slice(0, 200)) queue.push(job);
    const taken = Array.from({ length: 150 }, () => queue.shift());
    for (const job of jobs.slice(200)) queue.push(job);
    queue.putBack(jobs.slice(0, 150));

    expect(taken).toEqual(jobs.slice(0, 150));
    expect(queue.length).toBe(MANY);
    expect(queue.empty()).toEqual(jobs);
  });

  it('gives those that were put back before all others', () => {
    const queue = new JobQueue();
    const [first, second, third, ...more] = jobs.slice(0, 6);
    for (const job of [first, second, third]) if (job) queue.push(job);
    queue.shift();
    queue.putBack(more);

    expect(queue.empty()).toEqual([...more, second, third]);
  });
});
