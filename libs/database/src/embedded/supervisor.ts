import type { Binaries } from './binaries.ts';
import type { Cluster } from './cluster.ts';
import { launchPostmaster, stopPostmaster } from './postmaster.ts';
import { isRunning } from './processes.ts';

export interface Supervision {
  /** Of the cluster, as `Cluster.claim` has made it. */
  readonly claim: string;
  readonly port: number;
  readonly durable: boolean;
  readonly log: (message: string) => void;
}

const LOOK_EVERY_MS = 1000;

/** Watches over a server and starts it again, on the same port, when it dies without having been told to. Lets go of one that another has taken over. */
export class Supervisor {
  private readonly timer: NodeJS.Timeout;
  private reviving: Promise<void> | undefined;

  constructor(private pid: number, private readonly cluster: Cluster, private readonly binaries: Binaries, private readonly settings: Supervision) {
    this.timer = setInterval(() => this.look(), LOOK_EVERY_MS).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.reviving;
    const current = await this.cluster.currentClaim();
    if (current === undefined || current === this.settings.claim) await stopPostmaster(this.pid, this.cluster, this.binaries);
  }

  private look(): void {
    if (this.reviving || isRunning(this.pid)) return;
    this.reviving = this.revive().finally(() => (this.reviving = undefined));
  }

  /** What still keeps it from starting, as sessions of the dead server do for a moment, is tried again at the next look. */
  private async revive(): Promise<void> {
    const { claim, port, durable, log } = this.settings;
    try {
      if ((await this.cluster.currentClaim()) !== claim) return clearInterval(this.timer);
      this.pid = await launchPostmaster(this.cluster, this.binaries, { port, durable });
      log(`PostgreSQL had died and was started again on port ${port}`);
    } catch (error) {
      log(`PostgreSQL has died and does not start: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
