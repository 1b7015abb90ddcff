export interface BatcherSettings<Item, Result> {
  /** Does all of the work or none of it; gives a result each, in their order. */
  readonly work: (items: readonly Item[]) => Promise<readonly Result[]>;
  /** Items of one key are never at work at the same time, and are worked on in their order; those without one do not care. */
  readonly keyOf: (item: Item) => string | undefined;
  /** Whether an error is no item's fault: then all of them fail with it. Otherwise each is worked on by itself. */
  readonly isTransient: (error: unknown) => boolean;
  /** Items of one turn, and turns at a time. */
  readonly most: number;
  readonly atOnce: number;
}

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly key: string | undefined;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/** Works together on what comes in one turn of the event loop, or while it is at work, so that many share one commit; what comes alone waits for nobody. */
export class Batcher<Item, Result> {
  private waiting: Waiting<Item, Result>[] = [];
  private readonly busy = new Set<string>();
  private readonly turns = new Set<Promise<void>>();
  private beginning: NodeJS.Immediate | undefined;

  constructor(private readonly settings: BatcherSettings<Item, Result>) {}

  add(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, key: this.settings.keyOf(item), resolve, reject });
      this.beginning ??= setImmediate(() => {
        this.beginning = undefined;
        this.begin();
      });
    });
  }

  /** Once nothing waits any more. */
  async ended(): Promise<void> {
    while (this.turns.size > 0 || this.beginning) await (this.turns.size > 0 ? Promise.all(this.turns) : new Promise((resolve) => setImmediate(resolve)));
  }

  private begin(): void {
    while (this.turns.size < this.settings.atOnce) {
      const batch = this.take();
      if (batch.length === 0) return;
      const turn = this.run(batch).then(() => {
        this.turns.delete(turn);
        for (const { key } of batch) if (key !== undefined) this.busy.delete(key);
        this.begin();
      });
      this.turns.add(turn);
    }
  }

  private take(): Waiting<Item, Result>[] {
    const [taken, left]: [Waiting<Item, Result>[], Waiting<Item, Result>[]] = [[], []];
    for (const one of this.waiting) {
      const isFree = taken.length < this.settings.most && (one.key === undefined || !this.busy.has(one.key));
      if (isFree && one.key !== undefined) this.busy.add(one.key);
      (isFree ? taken : left).push(one);
    }
    this.waiting = left;
    return taken;
  }

  /** Never fails: who waits is told. */
  private async run(batch: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await this.settings.work(batch.map(({ item }) => item));
      for (const [at, result] of results.entries()) batch[at]?.resolve(result);
    } catch (error) {
      if (batch.length > 1 && !this.settings.isTransient(error)) for (const one of batch) await this.run([one]);
      else for (const { reject } of batch) reject(error);
    }
  }
}
