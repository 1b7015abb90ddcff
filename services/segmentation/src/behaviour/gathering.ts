import { setTimeout as delay } from 'node:timers/promises';

interface Gathered<Item> {
  readonly lists: (readonly Item[])[];
  readonly done: Promise<void>;
}

/** Lists that come within a moment are worked on as one; where that fails each is by itself, so that nobody fails for another's sake. */
export class Gathering<Item> {
  private open: Gathered<Item> | undefined;

  /** `moment`: in ms. */
  constructor(
    private readonly work: (items: readonly Item[]) => Promise<void>,
    private readonly moment: number,
  ) {}

  /** Returns when the list is done. */
  async add(items: readonly Item[]): Promise<void> {
    const { lists, done } = (this.open ??= this.gather());
    lists.push(items);
    try {
      await done;
    } catch (error) {
      if (lists.length === 1) throw error;
      await this.work(items);
    }
  }

  private gather(): Gathered<Item> {
    const lists: (readonly Item[])[] = [];
    const done = delay(this.moment).then(() => {
      this.open = undefined;
      return this.work(lists.flat());
    });
    return { lists, done };
  }
}
