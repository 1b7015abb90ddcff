import type { Acquaintance } from '../writing/known-contacts.ts';

const ENOUGH = 2;
const MOST = 64;

/**
 * Whether the next rows of a list are taken for people whom nobody knows, as those before were: then nobody looks them up, which is a tenth of what
 * it takes to write them. Where that is wrong the unique constraints tell, the batch is done again, and it takes four times as long until it is tried again.
 */
export class Strangers {
  /** Batches of nobody else one after the other, and how many of them are enough. */
  private inARow = 0;
  private enough = ENOUGH;

  areExpected(): boolean {
    return this.inARow >= this.enough;
  }

  met(acquaintances: readonly Acquaintance[]): void {
    this.inARow = acquaintances.every((acquaintance) => acquaintance === 'new') ? this.inARow + 1 : 0;
  }

  wereKnown(): void {
    this.inARow = 0;
    this.enough = Math.min(this.enough * 4, MOST);
  }
}
