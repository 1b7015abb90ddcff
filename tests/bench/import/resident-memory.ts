import { readFileSync } from 'node:fs';

const EVERY_MS = 200;

/** Watches how much memory a process holds (RSS, in MB). */
export class ResidentMemory {
  private readonly samples: number[] = [];
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly pid: number) {
    this.timer = setInterval(() => this.sample(), EVERY_MS);
    this.sample();
  }

  /** The most it held in the first and the last third of the time: a flat curve has the same twice. */
  end(): { readonly peak: number; readonly firstThird: number; readonly lastThird: number } {
    clearInterval(this.timer);
    const third = Math.ceil(this.samples.length / 3);
    return { peak: Math.max(...this.samples), firstThird: Math.max(...this.samples.slice(0, third)), lastThird: Math.max(...this.samples.slice(-third)) };
  }

  private sample(): void {
    try {
      const [, kilobytes = '0'] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${this.pid}/status`, 'utf8')) ?? [];
      this.samples.push(Math.round(Number(kilobytes) / 1024));
    } catch {
      clearInterval(this.timer); // It has ended.
    }
  }
}
