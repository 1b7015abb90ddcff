import type { EventContract, PayloadOf } from '@widecast/contracts';
import { ownerOf } from '@widecast/contracts';
import { columnsOf, copyInto, type Transaction } from '@widecast/database';
import { ContractViolation } from '../errors.ts';
import { envelopeOf } from '../log/envelope.ts';
import { LARGEST_RECORD } from '../log/event-log.ts';

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
    const records = rows.map(({ key, value }) => [topic, key, JSON.stringify(envelopeOf(topic, this.service)), value] as const);
    await (rows.reduce((sum, { value }) => sum + (value?.length ?? 0), 0) > COPIED_FROM ? copyInto(tx, 'outbox', COLUMNS, records) : insert(tx, records));
    tx.afterCommit(() => this.listeners.forEach((listener) => listener()));
  }
}

const COLUMNS = ['topic', 'key', 'headers', 'value'] as const;
/** Characters. COPY takes three messages each way; the driver and PostgreSQL look at each quote of an array's elements. */
const COPIED_FROM = 16 * 1024;

type OutboxRecord = readonly [topic: string, key: string, headers: string, value: string | null];

async function insert(tx: Transaction, records: readonly OutboxRecord[]): Promise<void> {
  await tx.query(
    `INSERT INTO outbox (topic, key, headers, value)
     SELECT topic, key, headers, value FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) WITH ORDINALITY AS r (topic, key, headers, value, n) ORDER BY n`,
    columnsOf(records, ([topic]) => topic, ([, key]) => key, ([, , headers]) => headers, ([, , , value]) => value),
  );
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
