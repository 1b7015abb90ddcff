import type { EventContract, PayloadOf } from '@widecast/contracts';
import { ownerOf } from '@widecast/contracts';
import { prepared, type Transaction } from '@widecast/database';
import { ContractViolation } from '../errors.ts';
import { envelopeOf } from '../log/envelope.ts';
import { LARGEST_RECORD } from '../log/event-log.ts';
import { packAll } from '../log/packed.ts';

/** Parts headers in one parameter: no JSON has it, while in an array of the driver each quotation mark of them would be escaped. */
const SEPARATOR = '\x1e';

const INSERT = prepared(`
  INSERT INTO outbox (topic, key, headers, value, bytes)
  SELECT $1, key, headers, substr($4::bytea, start, length), bytes
  FROM unnest($2::text[], string_to_array($3, chr(30)), $5::int[], $6::int[], $7::int[]) WITH ORDINALITY AS r (key, headers, start, length, bytes, n) ORDER BY n`);

/** Events of a service, written in the transaction of the state they tell of; a relay moves them into the log. */
export class Outbox {
  private readonly listeners: (() => void)[] = [];

  constructor(private readonly service: string) {}

  /** Publishes the payloads, in order, if and when the transaction commits. */
  append<Contract extends EventContract>(tx: Transaction, contract: Contract, payloads: readonly PayloadOf<Contract>[]): Promise<void> {
    return this.write(tx, contract, payloads.map((payload) => ({ key: contract.keyOf(payload), value: encode(contract, payload) })));
  }

  /** Removes keys from a state topic, if and when the transaction commits: once it is compacted, nothing is left of them. */
  async remove<Contract extends EventContract>(tx: Transaction, contract: Contract, keys: readonly string[]): Promise<void> {
    if (contract.retention.kind !== 'state') throw new Error(`${contract.topic} keeps facts: no key can be removed from it`);
    await this.write(tx, contract, keys.map((key) => ({ key, value: null })));
  }

  /** Calls back after each commit that left something in the outbox. */
  onCommitted(listener: () => void): void {
    this.listeners.push(listener);
  }

  private async write(tx: Transaction, { topic }: EventContract, rows: readonly { key: string; value: string | null }[]): Promise<void> {
    if (rows.length === 0) return;
    if (ownerOf(topic) !== this.service) throw new Error(`${this.service} does not own ${topic} and cannot publish on it`);
    const headers = rows.map(() => JSON.stringify(envelopeOf(topic, this.service)));
    await tx.post(INSERT, [topic, rows.map(({ key }) => key), headers.join(SEPARATOR), ...packAll(rows.map(({ value }) => value))]);
    tx.afterCommit(() => this.listeners.forEach((listener) => listener()));
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
