import type { EventContract, PayloadOf } from '@widecast/contracts';
import { ownerOf } from '@widecast/contracts';
import type { Transaction } from '@widecast/database';
import { ContractViolation } from '../errors.ts';
import { envelopeOf } from '../log/envelope.ts';
import { LARGEST_RECORD } from '../log/event-log.ts';

/** Events of a service, written in the transaction of the state they tell of; a relay moves them into the log. */
export class Outbox {
  private readonly listeners: (() => void)[] = [];

  constructor(private readonly service: string) {}

  /** Publishes the payloads, in order, if and when the transaction commits. */
  async append<Contract extends EventContract>(tx: Transaction, contract: Contract, payloads: readonly PayloadOf<Contract>[]): Promise<void> {
    if (payloads.length === 0) return;
    if (ownerOf(contract.topic) !== this.service) throw new Error(`${this.service} does not own ${contract.topic} and cannot publish on it`);
    const keys = payloads.map((payload) => contract.keyOf(payload));
    const headers = payloads.map(() => JSON.stringify(envelopeOf(contract.topic, this.service)));
    await tx.query(
      `INSERT INTO outbox (topic, key, headers, value)
       SELECT $1, key, headers, value FROM unnest($2::text[], $3::text[], $4::text[]) WITH ORDINALITY AS r (key, headers, value, n) ORDER BY n`,
      [contract.topic, keys, headers, payloads.map((payload) => encode(contract, payload))],
    );
    tx.afterCommit(() => this.listeners.forEach((listener) => listener()));
  }

  /** Calls back after each commit that left something in the outbox. */
  onCommitted(listener: () => void): void {
    this.listeners.push(listener);
  }
}

/** A producer never publishes what its own contract would refuse. */
function encode<Contract extends EventContract>(contract: Contract, payload: PayloadOf<Contract>): string {
  const checked = contract.schema.safeParse(payload);
  if (!checked.success) throw new ContractViolation(checked.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })));
  const value = JSON.stringify(checked.data);
  // A character has at most 3 bytes in UTF-8 for each of its UTF-16 units: most values need not be measured.
  if (value.length * 3 > LARGEST_RECORD && Buffer.byteLength(value) > LARGEST_RECORD) {
    throw new ContractViolation([{ message: `has more than ${LARGEST_RECORD} bytes` }]);
  }
  return value;
}
