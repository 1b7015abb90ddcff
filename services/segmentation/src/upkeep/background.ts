import type { Logger } from '@nestjs/common';

/** Work that goes over several transactions, one turn after the other; what fails is left to the next turn of the clock. */
export class Background {
  private running: Promise<void> = Promise.resolve();
  private stopping = false;

  constructor(
    private readonly logger: Logger,
    /** Told when a turn fails. */
    private readonly waits: string,
  ) {}

  wake(turn: () => Promise<void>): void {
    this.running = this.running.then(turn).catch((error: unknown) => this.logger.warn({ msg: this.waits, error }));
  }

  /** Takes one step after the other until there is none left, or the process stops. */
  async exhaust(step: () => Promise<boolean>): Promise<void> {
    while (!this.stopping && (await step())) { /* one by one */ }
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.running;
  }
}
