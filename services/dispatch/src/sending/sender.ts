import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Readiness } from '@widecast/service-kit';
import { Claims } from '../claims/claims.ts';
import { LANE, type Lane } from '../lanes/lane.ts';
import { Bell } from '../ledger/bell.ts';
import { ClaimRunner } from './claim-runner.ts';

/** While one worker waits for its last answers and writes outcomes, the other keeps the connections busy. */
const WORKERS = 2;
/** Pauses between looks, in ms: while nothing is found they double from the one to the other. */
const [SHORTEST, LONGEST] = [125, 1000];

/** Sends what is in the ledger, for as long as the service runs. */
@Injectable()
export class Sender implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('sender');
  private readonly stop = new AbortController();
  private workers: Promise<void>[] = [];

  constructor(
    private readonly claims: Claims,
    private readonly bell: Bell,
    private readonly runner: ClaimRunner,
    @Inject(LANE) private readonly lane: Lane,
    private readonly readiness: Readiness,
  ) {}

  onApplicationBootstrap(): void {
    this.readiness.add('relay', () => Promise.resolve(this.lane.isResting ? { degraded: `mail waits: ${faultsOf(this.lane)}; GET /v1/lanes says more` } : 'ok'));
    this.workers = Array.from({ length: WORKERS }, () => this.work());
  }

  /** Lets messages in flight come to their end and gives the rest back. */
  async onModuleDestroy(): Promise<void> {
    this.stop.abort();
    await Promise.all(this.workers);
    await this.lane.close();
  }

  private async work(): Promise<void> {
    let pause = SHORTEST;
    while (!this.stop.signal.aborted) {
      const { rings } = this.bell;
      const hasWorked = await this.turn().catch((error: unknown) => {
        this.logger.warn({ msg: 'sending was interrupted', error });
        pause = LONGEST;
        return false;
      });
      const isCalled = hasWorked || (await this.bell.wait(rings, pause, this.stop.signal));
      pause = isCalled ? SHORTEST : Math.min(pause * 2, LONGEST);
    }
  }

  /** False where there was nothing to do. */
  private async turn(): Promise<boolean> {
    const claim = await this.claims.next(this.lane.isResting ? 'channels' : 'everything');
    if (claim) await this.runner.run(claim, this.stop.signal);
    return claim !== undefined;
  }
}

const faultsOf = ({ relays }: Lane): string => relays.map(({ relay, fault }) => `${relay} cannot be used (${fault?.reason ?? 'unreachable'})`).join(', ');
