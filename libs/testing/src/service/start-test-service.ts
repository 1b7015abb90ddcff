import { Database } from '@widecast/database';
import { EVENT_LOG, JsonLogger, signActor, startService, type RunningService, type ServiceConfig, type ServiceDefinition } from '@widecast/service-kit';
import type { EventContract, PayloadOf } from '@widecast/contracts';
import { envelopeOf, GroupConsumer, unpack, type EventLog } from '@widecast/messaging';
import { createTestDatabase } from '../database/test-database.ts';
import { waitUntil } from '../wait-until.ts';
import { answerCheckOf } from './answer-check.ts';

const SECRET = 'a secret of tests, thirty-two characters';

export interface CallOptions {
  readonly body?: unknown;
  /** Sent as it is, with this type. */
  readonly raw?: { readonly content: string | Buffer; readonly type: string };
  readonly headers?: Readonly<Record<string, string>>;
  /** Rights of the caller, default all; null sends no signature. */
  readonly scopes?: readonly string[] | null;
}

export interface Answer {
  readonly status: number;
  /** Parsed where it is JSON, else the text. */
  readonly body: unknown;
  readonly headers: Headers;
}

/** A service that runs for a test on a database of its own and the PostgreSQL event log. */
export interface TestService {
  readonly running: RunningService;
  readonly database: Database;
  readonly databaseUrl: string;
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
  get(path: string): Promise<Answer>;
  post(path: string, body?: unknown): Promise<Answer>;
  /** Puts events into the log as their owner would; gives their ids. */
  publish<Contract extends EventContract>(contract: Contract, ...payloads: PayloadOf<Contract>[]): Promise<string[]>;
  /** What the service itself has published on a topic by now, in the order of writing, to the millisecond; of one key exactly, and the same at every look. */
  published<Contract extends EventContract>(contract: Contract): Promise<PayloadOf<Contract>[]>;
  /** Returns when the service has done all that is in the log, of whatever topic and key. */
  digested(): Promise<void>;
  stop(): Promise<void>;
}

const lines: string[] = [];
const silent = (name: string): JsonLogger => new JsonLogger(name, 'warn', (line) => void lines.push(line));

export interface TestServiceOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Runs on this database instead of a new one, for tests of a restart; it is not dropped then. */
  readonly databaseUrl?: string;
}

export async function startTestService<Config extends ServiceConfig>(
  definition: ServiceDefinition<Config>,
  { env = {}, databaseUrl }: TestServiceOptions = {},
): Promise<TestService> {
  const own = databaseUrl === undefined ? await createTestDatabase() : undefined;
  const url = databaseUrl ?? own?.url ?? '';
  const running = await startService(definition, {
    env: { DATABASE_URL: url, WIDECAST_INTERNAL_SECRET: SECRET, START_TIMEOUT: '5', ...env },
    logger: silent(definition.name),
  });
  const database = running.app.get(Database);
  const log = running.app.get<EventLog>(EVENT_LOG);
  const check = answerCheckOf(running.app);
  const call = async (method: string, path: string, options: CallOptions = {}): Promise<Answer> => {
    const answer = await request(running.url, method, path, options);
    check(method, path, answer);
    return answer;
  };
  return {
    running, database, databaseUrl: url, call,
    get: (path) => call('GET', path),
    post: (path, body) => call('POST', path, { body }),
    publish: (contract, ...payloads) => append(log, contract, payloads),
    published: (contract) => recordsOf(database, contract),
    digested: () => allDone(log, definition.name, running.app.get(GroupConsumer).topics),
    stop: async () => {
      await running.stop();
      await own?.drop();
    },
  };
}

async function request(base: string, method: string, path: string, { body, raw, headers = {}, scopes = ['*'] }: CallOptions): Promise<Answer> {
  const type = raw?.type ?? (body === undefined ? undefined : 'application/json');
  const response = await fetch(`${base}${path}`, {
    method,
    redirect: 'manual',
    headers: {
      ...(type ? { 'content-type': type } : {}),
      ...(scopes ? { 'x-widecast-actor': signActor({ id: 'test', name: 'test', scopes }, SECRET) } : {}),
      ...headers,
    },
    ...(raw ? { body: raw.content } : body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, headers: response.headers, body: isJson && text ? (JSON.parse(text) as unknown) : text };
}

async function append<Contract extends EventContract>(log: EventLog, contract: Contract, payloads: readonly PayloadOf<Contract>[]): Promise<string[]> {
  const records = payloads.map((payload) => ({
    topic: contract.topic,
    key: contract.keyOf(payload),
    headers: envelopeOf(contract.topic, 'test'),
    value: JSON.stringify(contract.schema.parse(payload)),
  }));
  await log.append(records);
  return records.map(({ headers }) => headers['id'] ?? '');
}

async function allDone(log: EventLog, group: string, topics: readonly string[]): Promise<void> {
  await waitUntil(async () => (await log.lagOf(group, topics)).every(({ lag }) => lag === 0n), { what: 'the log to be done', timeout: 60_000 });
}

/** In the log or still on the way there. */
async function recordsOf<Contract extends EventContract>(database: Database, contract: Contract): Promise<PayloadOf<Contract>[]> {
  const rows = await database.query<{ value: Buffer }>(
    `SELECT value FROM (SELECT key, headers, "offset" AS n, value FROM event_log.records WHERE topic = $1
     UNION ALL SELECT key, headers, id, value FROM outbox WHERE topic = $1) everything ORDER BY headers::json->>'time', key, n`,
    [contract.topic],
  );
  return rows.map(({ value }) => contract.schema.parse(JSON.parse(unpack(value))) as PayloadOf<Contract>);
}
