/** Work that goes on after its caller was answered; once at a time. */
export class Background {
  private running: Promise<void> | undefined;
  private stopped = false;

  constructor(private readonly failed: (error: unknown) => void) {}

  /** To be asked between steps: then no further one should begin. */
  get isStopped(): boolean {
    return this.stopped;
  }

  /** Begins with the work; what is under way goes on instead. */
  start(work: () => Promise<void>): void {
    this.running ??= work().catch(this.failed).finally(() => (this.running = undefined));
  }

  /** Waits for what is under way. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.running;
  }
}
