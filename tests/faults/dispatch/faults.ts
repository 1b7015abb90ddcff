import { setTimeout as sleep } from 'node:timers/promises';
import { between, type Random } from '../../demo/src/market/random.ts';
import type { Fault } from './plan.ts';
import type { Replica } from './replica.ts';
import { LEASE, type Stage } from './stage.ts';

const LONGEST_WAIT = 400;

/** Makes the faults of a plan happen, each in the middle of sending. */
export class Faults {
  kills = 0;
  logStops = 0;
  /** Left in doubt by stops in order; must be 0. */
  leftByStops = 0;
  private background: Promise<void> = Promise.resolve();

  constructor(private readonly stage: Stage, private readonly random: Random, private readonly logStop: number) {}

  async happen(fault: Fault): Promise<void> {
    const { database, senders } = this.stage;
    await sleep(between(this.random, 0, LONGEST_WAIT));
    if (fault === 'crash-database') return await database.restart('SIGKILL');
    if (fault === 'restart-database') return await database.restart('SIGINT');
    if (fault === 'stop-log') return await this.stopLog();
    const replica = await senders.anyReady();
    if (fault === 'freeze') return await this.freeze(replica);
    return await (fault === 'kill' ? this.kill(replica) : this.terminate(replica));
  }

  /** The log runs again. */
  async over(): Promise<void> {
    await this.background;
  }

  private async kill(replica: Replica): Promise<void> {
    await replica.end('SIGKILL');
    this.kills += 1;
    replica.start();
    await this.stage.doubts.leftBehind();
  }

  private async terminate(replica: Replica): Promise<void> {
    await replica.end('SIGTERM');
    replica.start();
    this.leftByStops += await this.stage.doubts.leftBehind();
  }

  /** Longer than the lease: what it held is taken over, and it must not know better when it goes on. */
  private async freeze(replica: Replica): Promise<void> {
    replica.freeze();
    await sleep(LEASE * 1.5);
    replica.thaw();
  }

  /** The faults that follow happen meanwhile. */
  private async stopLog(): Promise<void> {
    await this.background;
    this.logStops += 1;
    this.background = this.stage.roughLog.stop(this.logStop);
  }
}
