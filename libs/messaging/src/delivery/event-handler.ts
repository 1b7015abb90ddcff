import type { AnyContract } from '@widecast/contracts';
import type { ReceivedEvent } from './received-event.ts';

/** A handler of one topic, as the log's consumers see it. */
export interface EventHandler {
  readonly contract: AnyContract;
  /** Records given to the handler at a time, at most. */
  readonly batch: number;
  /** Keys of one partition that may be worked on at a time; records of one key are never apart. */
  readonly lanes: number;
  readonly handle: (events: readonly ReceivedEvent[]) => Promise<void>;
}

/** Splits events into at most `lanes` groups so that all events of a key are in one, in their order. */
export function lanesOf(events: readonly ReceivedEvent[], lanes: number): ReceivedEvent[][] {
  if (lanes === 1) return [[...events]];
  const groups = Array.from({ length: lanes }, (): ReceivedEvent[] => []);
  for (const event of events) groups[hash(event.key) % lanes]?.push(event);
  return groups.filter((group) => group.length > 0);
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return value >>> 0;
}
