import type { Job } from './job.ts';

/** So many places that were left are given up at once. */
const SLACK = 256;

/** Jobs in the order in which they came. What was taken is not held any longer, however long the queue stays busy: a message has kilobytes. */
export class JobQueue {
  private jobs: (Job | undefined)[] = [];
  private head = 0;

  get length(): number {
    return this.jobs.length - this.head;
  }

  push(job: Job): void {
    this.jobs.push(job);
  }

  /** Before all others. */
  putBack(jobs: readonly Job[]): void {
    this.jobs = [...jobs, ...this.jobs.slice(this.head)];
    this.head = 0;
  }

  shift(): Job | undefined {
    if (this.head === this.jobs.length) return undefined;
    const job = this.jobs[this.head];
    this.jobs[this.head] = undefined;
    this.head += 1;
    if (this.head === this.jobs.length || this.head >= SLACK) {
      this.jobs = this.jobs.slice(this.head);
      this.head = 0;
    }
    return job;
  }

  /** Takes all of them. */
  empty(): Job[] {
    const left = this.jobs.slice(this.head).filter((job) => job !== undefined);
    [this.jobs, this.head] = [[], 0];
    return left;
  }
}
