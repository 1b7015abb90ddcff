import { setTimeout as delay } from 'node:timers/promises';
import { familyOf } from '../processes.ts';

export interface Cpu {
  /** Seconds of CPU. */
  readonly service: number;
  readonly database: number;
}

/** What the service and its database have used so far; `mark` is in the command line of its server. */
export function cpuOf(pid: number, mark: string): Cpu {
  const rows = familyOf(pid, mark);
  const service = rows.find((row) => row.pid === pid)?.seconds ?? 0;
  return { service, database: rows.reduce((sum, { seconds }) => sum + seconds, 0) - service };
}

/** Microseconds a row between two moments. */
export function microsecondsEach(from: Cpu, to: Cpu, rows: number): Cpu {
  return { service: ((to.service - from.service) * 1e6) / rows, database: ((to.database - from.database) * 1e6) / rows };
}

/** Of a second: less than that is used by whoever only looks whether there is something to do. */
const AT_REST = 0.1;

/** Returns when service and database have nothing left to do. */
export async function untilAtRest(now: () => Cpu): Promise<void> {
  for (;;) {
    const before = now();
    await delay(1000);
    const { service, database } = now();
    if (service + database - before.service - before.database < AT_REST) return;
  }
}

/** Gives what was used by then, once the condition is true, which is looked at ten times a second. */
export async function cpuWhen(condition: () => Promise<boolean>, now: () => Cpu): Promise<Cpu> {
  while (!(await condition())) await delay(100);
  return now();
}
