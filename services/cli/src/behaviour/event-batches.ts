import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { Failure } from '../failure.ts';

export interface Batch {
  readonly events: readonly unknown[];
  /** The line of each event. */
  readonly lines: readonly number[];
}

/** Reads one JSON object a line and gives them in batches. Throws {@link Failure} at a line that is none. */
export async function* eventBatches(input: Readable, size: number): AsyncGenerator<Batch> {
  let batch = { events: [] as unknown[], lines: [] as number[] };
  let number = 0;
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    if (line.trim() === '') continue;
    batch.events.push(eventIn(line, number));
    batch.lines.push(number);
    if (batch.events.length < size) continue;
    yield batch;
    batch = { events: [], lines: [] };
  }
  if (batch.events.length > 0) yield batch;
}

function eventIn(line: string, number: number): unknown {
  try {
    const parsed: unknown = JSON.parse(number === 1 ? line.replace(/^\uFEFF/, '') : line);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed;
  } catch {
    // Said below.
  }
  throw new Failure(`line ${number} is not a JSON object; lines before it may have been sent already, and may be sent again without harm`);
}
