import { Injectable } from '@nestjs/common';

/** Tells the senders of this process that there is something new to send; what other processes enter they find by looking. */
@Injectable()
export class Bell {
  private readonly waiting = new Set<() => void>();

  ring(): void {
    for (const wake of this.waiting) wake();
  }

  /** Returns after `ms`, earlier where the signal is aborted or the bell rings; gives whether it rang. */
  wait(ms: number, signal: AbortSignal): Promise<boolean> {
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
      if (signal.aborted) stop();
      else signal.addEventListener('abort', stop);
    });
  }
}
