import { Injectable } from '@nestjs/common';

/** Tells the senders of this process that there is something new to send; what other processes enter they find by looking. */
@Injectable()
export class Bell {
  private readonly waiting = new Set<() => void>();
  private count = 0;

  /** How often it has rung; to be read before one looks for work, so that no ring is missed meanwhile. */
  get rings(): number {
    return this.count;
  }

  ring(): void {
    this.count += 1;
    for (const wake of this.waiting) wake();
  }

  /** Returns after `ms`, earlier where the signal is aborted or the bell has rung more than `rings` times; gives whether it has. */
  wait(rings: number, ms: number, signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (rang: boolean): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', stop);
        this.waiting.delete(wake);
        resolve(rang);
      };
      const wake = (): void => end(true);
      const stop = (): void => end(false);
      const timer = setTimeout(stop, ms);
      this.waiting.add(wake);
      if (this.count > rings) wake();
      else if (signal.aborted) stop();
      else signal.addEventListener('abort', stop);
    });
  }
}
