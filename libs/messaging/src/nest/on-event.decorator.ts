import { applyDecorators, UseFilters } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import type { EventContract } from '@widecast/contracts';
import type { ReceivedEvent } from '../delivery/received-event.ts';
import { RethrowFilter } from './rethrow.filter.ts';

export interface OnEventOptions {
  /** Events given to the handler at a time, at most; default 500. */
  readonly batch?: number;
  /** Keys of one partition that may be worked on at a time; default 1. */
  readonly lanes?: number;
}

/** What the strategy reads from a handler. */
export interface OnEventExtras extends Required<OnEventOptions> {
  readonly contract: EventContract;
}

type HandlerDecorator<Contract extends EventContract> = (
  target: object,
  method: string | symbol,
  descriptor: TypedPropertyDescriptor<(events: readonly ReceivedEvent<Contract>[]) => Promise<void>>,
) => void;

/**
 * Subscribes a method of a controller to an event: it gets a batch of parsed events of one partition, in order, at least
 * once. Its errors are named: ContractViolation goes to the dead letters at once, Retryable after its attempts, an
 * unreachable database is waited for, anything else stops the partition until a person resumes or skips.
 */
export const OnEvent = <Contract extends EventContract>(contract: Contract, { batch = 500, lanes = 1 }: OnEventOptions = {}): HandlerDecorator<Contract> =>
  applyDecorators(EventPattern<string>(contract.topic, { contract, batch, lanes }), UseFilters(RethrowFilter));
