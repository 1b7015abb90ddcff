import { setTimeout as delay } from 'node:timers/promises';
import type { Relay } from '../log/event-log.ts';

export interface RelayLoopSettings {
  /** Moves some committed rows; gives how many, or undefined where another process is the one that moves them. */
  readonly drain: () => Promise<number | undefined>;
  readonly onError: (error: unknown) => void;
  /** How long to wait, in ms, when nobody wakes the loop: a safety net for what a killed process left. */
  readonly poll?: number;
  /** How long what a busy writer adds is gathered after something was moved, in ms: fewer transactions move it, each event comes so much later. */
  readonly gathering?: number | undefined;
  /** How long a stop may take, in ms, before it leaves the rest to the next process. */
  readonly patience?: number;
}

const GATHERING = 15;
const LONGEST_PAUSE = 5000;
const PATIENCE = 10_000;

/** Drains while there is something, then sleeps until it is woken or the poll is due. Errors are retried with growing pauses. */
export class RelayLoop implements Relay {
  private awake = true;
  private rouse: () => void = () => {};
  private stopping = false;
  private failures = 0;
  private readonly running: Promise<void>;

  constructor(private readonly settings: RelayLoopSettings) {
    this.running = this.run();
  }

  wake(): void {
    this.awake = true;
    this.rouse();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.rouse();
    const patience = new AbortController();
    const enough = delay(this.settings.patience ?? PATIENCE, undefined, { signal: patience.signal, ref: false }).catch(() => undefined);
    await Promise.race([this.running, enough]);
    patience.abort();
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      this.awake = false;
      const pause = await this.turn();
      if (pause > 0 && !this.stopping) await this.sleep(pause);
    }
    if (this.failures === 0) await this.turn();
  }

  /** Gives how long to sleep, in ms. */
  private async turn(): Promise<number> {
    try {
      for (;;) {
        const moved = await this.settings.drain();
        this.failures = 0;
        if (!moved) return this.awake && moved === 0 ? 0 : (this.settings.poll ?? 1000);
        if (!this.stopping) await delay(this.settings.gathering ?? GATHERING);
      }
    } catch (error) {
      this.failures += 1;
      if (this.failures === 1 || this.failures % 10 === 0) this.settings.onError(error);
      return Math.min(100 * 2 ** this.failures, LONGEST_PAUSE);
    }
  }

  private sleep(pause: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, pause);
      this.rouse = () => {
        // After a failure the pause is kept, or a busy writer would turn it into a spin.
        if (this.failures > 0 && !this.stopping) return;
        clearTimeout(timer);
        resolve();
      };
      if ((this.awake && this.failures === 0) || this.stopping) this.rouse();
    });
  }
}
