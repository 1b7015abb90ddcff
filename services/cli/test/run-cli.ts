import { execFile, spawn } from 'node:child_process';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';

export interface Finished {
  readonly status: number;
  readonly out: string;
  readonly problem: string;
}

const ROOT = join(import.meta.dirname, '..');
// One for each worker of Jest: they build at the same time.
const BUILT = `.cache/test-${process.env['JEST_WORKER_ID'] ?? '1'}`;
const TSC = join(ROOT, '../../node_modules/@typescript/native/bin/tsc');

export interface Requested {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface FakeGateway {
  readonly url: string;
  /** What was asked since the last call of it. */
  asked(): Requested[];
  /** Answers by "METHOD /path", the query left out; else 200 {}. */
  on(operation: string, answer: unknown, status?: number): void;
  /** Text that is no JSON. */
  onText(operation: string, answer: string): void;
  close(): Promise<void>;
}

export async function startFakeGateway(): Promise<FakeGateway> {
  const answers = new Map<string, { answer: unknown; status: number }>();
  const texts = new Map<string, string>();
  const requests: Requested[] = [];
  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '', url = '', headers } = request;
    requests.push({ method, url, headers, body: await text(request) });
    const plain = texts.get(`${method} ${url}`.split('?')[0] ?? '');
    if (plain !== undefined) return void response.writeHead(200, { 'content-type': 'text/plain' }).end(plain);
    const { answer, status } = answers.get(`${method} ${url.split('?')[0]}`) ?? { answer: {}, status: 200 };
    const content: unknown = typeof answer === 'function' ? (answer as (request: Requested | undefined) => unknown)(requests.at(-1)) : answer;
    response.writeHead(status, { 'content-type': 'application/json' }).end(status === 204 ? undefined : JSON.stringify(content));
  };
  const server = createServer((request, response) => void respond(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: () => requests.splice(0),
    on: (operation, answer, status = 200) => answers.set(operation, { answer, status }),
    onText: (operation, answer) => void texts.set(operation, answer),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Compiles the command line as a build does, beside the one that is in use. */
export async function buildCli(): Promise<void> {
  await promisify(execFile)(process.execPath, [TSC, '-p', 'tsconfig.build.json', '--outDir', BUILT], { cwd: ROOT });
}

/** Runs the real command line in a process of its own. */
export async function runCli(args: readonly string[], { env = {}, input }: { env?: Record<string, string>; input?: string } = {}): Promise<Finished> {
  const child = spawn(process.execPath, [`${BUILT}/main.js`, ...args], {
    cwd: ROOT, env: { WIDECAST_API_KEY: 'wck_test', ...env }, stdio: ['pipe', 'pipe', 'pipe'],
  });
  Readable.from(input === undefined ? [] : [input]).pipe(child.stdin.on('error', () => undefined));
  const ended = new Promise<number>((resolve) => child.once('close', (status) => resolve(status ?? -1)));
  const [out, problem, status] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { status, out, problem };
}
