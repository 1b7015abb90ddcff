import { randomUUID } from 'node:crypto';
import { segmentMembersChanged } from '@widecast/contracts';
import type { TestService } from '@widecast/testing';
import { LogTail } from '../crowd/log-tail.ts';

export interface Load {
  /** Changes a second. */
  readonly rate: number;
  readonly seconds: number;
  /** Whoever does what the load lets him do enters it. */
  readonly segmentId: string;
}

const REQUESTS = 20;
/** One change in so many is one of an attribute; the others are behaviour. */
const ATTRIBUTES = 5;

/** All in ms. */
export interface Outcome {
  /** From the request to the record in the log, for each contact. */
  readonly latencies: number[];
  /** From the request to its answer, for each request. */
  readonly answered: number[];
  readonly missing: number;
}

/**
 * Changes contacts at an even rate over HTTP and measures, for each change of behaviour, the time from the request to the
 * record of the log that tells of the contact's entry; the membership itself is committed before that record. In ms.
 */
export async function measureLoad(service: TestService, contacts: readonly Drawn[], { rate, seconds, segmentId }: Load): Promise<Outcome> {
  const sent = new Map<string, number>();
  const latencies: number[] = [];
  const tail = await LogTail.open(service.databaseUrl, segmentMembersChanged, ({ segmentId: id, entered }) => {
    if (id !== segmentId) return;
    for (const contactId of entered) latencies.push(performance.now() - (sent.get(contactId) ?? 0));
  });
  const each = Math.round(rate / REQUESTS);
  const begun = performance.now();
  const answers: Promise<void>[] = [];
  const failures: unknown[] = [];
  const answered: number[] = [];
  for (let n = 0; n < REQUESTS * seconds; n += 1) {
    await new Promise((go) => setTimeout(go, Math.max(0, begun + (n * 1000) / REQUESTS - performance.now())));
    const some = contacts.slice(n * each, (n + 1) * each);
    const quiet = some.splice(0, Math.floor(some.length / ATTRIBUTES));
    const asked = performance.now();
    some.forEach(({ id }) => sent.set(id, asked));
    answers.push(...[changeBehaviour(service, some).then(() => void answered.push(performance.now() - asked)), changeAttributes(service, quiet)].map((answer) => answer.catch((error: unknown) => void failures.push(error))));
  }
  await Promise.all(answers);
  for (let waited = 0; failures.length === 0 && latencies.length < sent.size && waited < 30_000; waited += 100) await new Promise((go) => setTimeout(go, 100));
  await tail.close();
  if (failures.length > 0) throw failures[0];
  return { latencies, answered, missing: sent.size - latencies.length };
}

export interface Drawn {
  readonly id: string;
  readonly email: string;
}

/** Contacts that the load has not changed yet. */
export const drawContacts = (service: TestService, count: number): Promise<Drawn[]> =>
  service.database.query<Drawn>(
    `SELECT id, email FROM contacts WHERE id NOT IN (SELECT contact_id FROM behaviour_events WHERE type = 'probed') ORDER BY md5(id::text) LIMIT $1`, [count],
  );

async function changeBehaviour(service: TestService, contacts: readonly Drawn[]): Promise<void> {
  const occurredAt = new Date().toISOString();
  const { status, body } = await service.post('/v1/behaviour', { events: contacts.map(({ id }) => ({ eventId: randomUUID(), contact: { id }, type: 'probed', occurredAt })) });
  if (status !== 200) throw new Error(`The service refused events: ${JSON.stringify(body)}`);
}

async function changeAttributes(service: TestService, contacts: readonly Drawn[]): Promise<void> {
  const { status, body } = await service.post('/v1/contacts', {
    contacts: contacts.map(({ email }, n) => ({ email, attributes: { city: `city ${(n + Date.now()) % 50}`, seats: n % 100 } })),
  });
  if (status !== 200) throw new Error(`The service refused contacts: ${JSON.stringify(body)}`);
}
