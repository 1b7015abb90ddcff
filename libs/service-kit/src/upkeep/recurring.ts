interface Work {
  /** ms between the end of a turn and the next. */
  readonly pause: number;
  readonly turn: () => Promise<void>;
  /** A turn that failed is tried again with the next. */
  readonly failed: (error: unknown) => void;
}

/** Upkeep that is done again and again, a turn at a time, until it is stopped. */
export class Recurring {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(private readonly work: Work) {}

  get isStopped(): boolean {
    return this.stopped;
  }

  start(): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.running = this.work.turn().catch(this.work.failed).finally(() => this.start());
    }, this.work.pause);
  }

  /** Waits for the turn that is being done. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }
}
