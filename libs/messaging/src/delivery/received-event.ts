import type { AnyContract, EventContract, PayloadOf } from '@widecast/contracts';
import { ContractViolation } from '../errors.ts';
import type { LogRecord } from '../log/event-log.ts';

/** An event as a handler receives it, parsed by its contract. */
export interface ReceivedEvent<Contract extends EventContract = EventContract> {
  /** Unique per event; the same when it is delivered again. */
  readonly id: string;
  readonly key: string;
  /** When it was written, ISO 8601. */
  readonly time: string;
  readonly payload: PayloadOf<Contract>;
  readonly traceparent: string | undefined;
}

/** Throws {@link ContractViolation} when the record is not what its contract says. */
export function parseRecord(contract: AnyContract, record: LogRecord): ReceivedEvent {
  const parsed = contract.schema.safeParse(parseJson(record.value));
  if (!parsed.success) {
    throw new ContractViolation(parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })));
  }
  const { id, time, traceparent } = record.headers;
  if (!id) throw new ContractViolation([{ path: 'headers.id', message: 'is missing' }]);
  return { id, key: record.key, time: time ?? '', payload: parsed.data, traceparent };
}

function parseJson(value: string | null): unknown {
  try {
    return JSON.parse(value ?? 'null');
  } catch (error) {
    throw new ContractViolation([{ message: `is not JSON (${error instanceof Error ? error.message : String(error)})` }]);
  }
}
