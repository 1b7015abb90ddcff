import { randomBytes } from 'node:crypto';
import { defineEvent, type EventContract, type Retention } from '@widecast/contracts';
import { z } from 'zod';

const schema = z.object({ key: z.string(), n: z.int(), fill: z.string().optional() });

export type Note = z.infer<typeof schema>;
export type Noted = EventContract<typeof schema>;

/** A name that no other test has. */
export function aServiceName(): string {
  return `t${[...randomBytes(8)].map((byte) => String.fromCharCode(97 + (byte % 26))).join('')}`;
}

export function notedBy(service: string, retention: Retention = { kind: 'facts', days: 3 }): Noted {
  return defineEvent({ topic: `${service}.noted.v1`, retention, keyOf: ({ key }) => key, schema });
}

/** Notes of one key, numbered from 1. */
export const notes = (key: string, count: number, from = 1): Note[] => Array.from({ length: count }, (_, index) => ({ key, n: from + index }));
