import { setTimeout as sleep } from 'node:timers/promises';
import type { EventContract, PayloadOf } from '@widecast/contracts';
import { envelopeOf, type EventLog, type OutgoingRecord } from '@widecast/messaging';

const PATIENCE = 120_000;

/** Publishes as the other services would, one piece after the other, also while the log or its database is away. */
export class LogWriter {
  private last: Promise<void> = Promise.resolve();

  constructor(private readonly log: EventLog) {}

  /** Does not wait. A piece whose fate is not known is written again, and so may come twice. */
  publish<Contract extends EventContract>(contract: Contract, payloads: readonly PayloadOf<Contract>[]): void {
    const records = payloads.map((payload) => ({
      topic: contract.topic, key: contract.keyOf(payload), headers: envelopeOf(contract.topic, 'faults'), value: JSON.stringify(contract.schema.parse(payload)),
    }));
    this.last = this.last.then(() => this.append(records));
    this.last.catch(() => undefined);
  }

  /** Everything is in the log. */
  async written(): Promise<void> {
    await this.last;
  }

  private async append(records: readonly OutgoingRecord[]): Promise<void> {
    for (const until = Date.now() + PATIENCE; ; await sleep(200)) {
      try {
        return await this.log.append(records);
      } catch (error) {
        if (Date.now() > until) throw error;
      }
    }
  }
}
