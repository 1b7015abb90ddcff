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
  /** Why workers can neither claim nor write down what was sent now. */
  private readonly interruptions = new Map<number, string>();

  constructor(
    private readonly claims: Claims,
    private readonly bell: Bell,
    private readonly runner: ClaimRunner,
    @Inject(LANE) private readonly lane: Lane,
    private readonly readiness: Readiness,
  ) {}

  onApplicationBootstrap(): void {
    this.readiness.add('relay', () => Promise.resolve(this.lane.isResting ? { degraded: `mail waits: ${faultsOf(this.lane)}; GET /v1/lanes says more` } : 'ok'));
    this.readiness.add('sending', () => Promise.resolve(this.interruptions.size === 0 ? 'ok' : { degraded: `is interrupted: ${[...new Set(this.interruptions.values())].join(', ')}` }));
    this.workers = Array.from({ length: WORKERS }, (_, worker) => this.work(worker));
  }

  /** Lets messages in flight come to their end and gives the rest back. */
  async onModuleDestroy(): Promise<void> {
    this.stop.abort();
    await Promise.all(this.workers);
    await this.lane.close();
  }

  private async work(worker: number): Promise<void> {
    let pause = SHORTEST;
    while (!this.stop.signal.aborted) {
      const { rings } = this.bell;
      const hasWorked = await this.turn(worker).catch((error: unknown) => {
        this.logger.warn({ msg: 'sending was interrupted', error });
        this.noticed(worker, error);
        pause = LONGEST;
        return false;
      });
      const isCalled = hasWorked || (await this.bell.wait(rings, pause, this.stop.signal));
      pause = isCalled ? SHORTEST : Math.min(pause * 2, LONGEST);
    }
  }

  /** False where there was nothing to do. */
  private async turn(worker: number): Promise<boolean> {
    const claim = await this.claims.next(this.lane.isResting ? 'channels' : 'everything');
    if (claim) await this.runner.run(claim, this.stop.signal, (error) => this.noticed(worker, error));
    this.interruptions.delete(worker);
    return claim !== undefined;
  }

  private noticed(worker: number, error: unknown): void {
    this.interruptions.set(worker, error instanceof Error ? error.message : String(error));
  }
}

const faultsOf = ({ relays }: Lane): string => relays.map(({ relay, fault }) => `${relay} cannot be used (${fault?.reason ?? 'unreachable'})`).join(', ');
