import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Readiness } from '@widecast/service-kit';
import { Claims } from '../claims/claims.ts';
import { LANE, type Lane } from '../lanes/lane.ts';
import { ClaimRunner } from './claim-runner.ts';

/** While one worker waits for its last answers and writes outcomes, the other keeps the connections busy. */
const WORKERS = 2;
const LOOK_AGAIN = 250;
const AFTER_ERROR = 1000;

/** Sends what is in the ledger, for as long as the service runs. */
@Injectable()
export class Sender implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('sender');
  private readonly stop = new AbortController();
  private workers: Promise<void>[] = [];

  constructor(
    private readonly claims: Claims,
    private readonly runner: ClaimRunner,
    @Inject(LANE) private readonly lane: Lane,
    private readonly readiness: Readiness,
  ) {}

  onApplicationBootstrap(): void {
    this.readiness.add('relay', () => Promise.resolve(this.lane.isResting ? { degraded: 'the relay cannot be reached; mail waits' } : 'ok'));
    this.workers = Array.from({ length: WORKERS }, () => this.work());
  }

  /** Lets messages in flight come to their end and gives the rest back. */
  async onModuleDestroy(): Promise<void> {
    this.stop.abort();
    await Promise.all(this.workers);
    await this.lane.close();
  }

  private async work(): Promise<void> {
    while (!this.stop.signal.aborted) {
      const pause = await this.turn().catch((error: unknown) => {
        this.logger.warn({ msg: 'sending was interrupted', error });
        return AFTER_ERROR;
      });
      if (pause > 0) await sleep(pause, this.stop.signal);
    }
  }

  /** Gives how long to wait, in ms. */
  private async turn(): Promise<number> {
    if (this.lane.isResting) return LOOK_AGAIN;
    const claim = await this.claims.next();
    if (!claim) return LOOK_AGAIN;
    await this.runner.run(claim, this.stop.signal);
    return 0;
  }
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
    if (signal.aborted) done();
    else signal.addEventListener('abort', done);
  });
}
