import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { chunkByBucket, responsesObserved } from '@widecast/contracts';
import { Database } from '@widecast/database';
import { Outbox } from '@widecast/messaging';
import { counter, Recurring } from '@widecast/service-kit';
import { patiently } from '../sending/patiently.ts';
import { type Response, withBursts } from './response-class.ts';

/** How long they wait for others to be written with, in ms: links of one message that come within it are seen together. */
const MOMENT = 1000;
/** Rows of a write. */
const MOST = 2000;
/** Beyond so many that wait for a database, the next are lost, and counted; some hundred bytes each. */
const ROOM = 50_000;

const observed = counter({ name: 'widecast_responses_total', help: 'Clicks and opens, by who is thought to have done them; lost: there was no room while the database was away.', labels: ['service', 'kind', 'by'] });

/** Clicks and opens on their way into the log: who followed a link does not wait for a database. */
@Injectable()
export class ResponsesService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('responses');
  private waiting: Response[] = [];
  private readonly turns = new Recurring({
    pause: MOMENT, turn: () => this.write(), failed: (error) => this.logger.warn({ msg: 'clicks and opens wait for the database', waiting: this.waiting.length, error }),
  });

  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {}

  onApplicationBootstrap(): void {
    this.turns.start();
  }

  /** When no more requests come. */
  async onApplicationShutdown(): Promise<void> {
    await this.turns.stop();
    await patiently(() => this.write(), AbortSignal.abort());
  }

  note(response: Response): void {
    if (this.waiting.length < ROOM) this.waiting.push(response);
    else observed.inc({ service: 'dispatch', kind: response.kind, by: 'lost' });
  }

  /** All that wait now; what cannot be written waits on. */
  private async write(): Promise<void> {
    const moment = withBursts(this.waiting);
    this.waiting = [];
    try {
      for (let some = moment.slice(0, MOST); some.length > 0; some = moment.slice(0, MOST)) {
        await this.append(some);
        moment.splice(0, some.length);
      }
    } finally {
      this.waiting = [...moment, ...this.waiting];
    }
  }

  private async append(responses: readonly Response[]): Promise<void> {
    const chunks = chunkByBucket(responses, ({ contactId }) => contactId);
    await this.database.transaction((tx) => this.outbox.append(tx, responsesObserved, chunks.map(({ bucket, items }) => ({ bucket, responses: items }))));
    for (const { kind, by } of responses) observed.inc({ service: 'dispatch', kind, by });
  }
}
