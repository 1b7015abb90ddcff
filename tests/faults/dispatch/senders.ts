import { setTimeout as sleep } from 'node:timers/promises';
import { signActor } from '@widecast/service-kit';
import { pick, type Random } from '../../demo/src/market/random.ts';
import type { Replica } from './replica.ts';

const PATIENCE = 90_000;
const ANSWER = 10_000;

/** The senders of a run, and the way to the API of whichever of them lives. */
export class Senders {
  constructor(readonly replicas: readonly Replica[], private readonly secret: string, private readonly random: Random) {}

  /** One that is ready, by chance. */
  async anyReady(): Promise<Replica> {
    for (const until = Date.now() + PATIENCE; Date.now() < until; await sleep(50)) {
      const ready = await Promise.all(this.replicas.map(async (replica) => ((await replica.isReady()) ? [replica] : [])));
      if (ready.flat().length > 0) return pick(this.random, ready.flat());
    }
    throw new Error(`No sender was ready within ${PATIENCE / 1000} s`);
  }

  othersThan(replica: Replica): readonly Replica[] {
    return this.replicas.filter((each) => each !== replica);
  }

  get<Body>(path: string): Promise<Body> {
    return this.call('GET', path);
  }

  post<Body>(path: string, body?: object): Promise<Body> {
    return this.call('POST', path, body);
  }

  /** Asks again where nobody answers or the database is away; what was done twice is told by a 409. */
  private async call<Body>(method: string, path: string, body?: object): Promise<Body> {
    for (const until = Date.now() + PATIENCE; ; await sleep(100)) {
      const answer = await this.tryOnce(await this.anyReady(), method, path, body).catch(() => undefined);
      if (answer && (answer.ok || answer.status === 409)) return (await answer.json()) as Body;
      if (answer && answer.status < 500) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
      if (Date.now() > until) throw new Error(`${method} ${path} was not answered within ${PATIENCE / 1000} s`);
    }
  }

  private tryOnce({ url }: Replica, method: string, path: string, body?: object): Promise<Response> {
    const headers = { 'content-type': 'application/json', 'x-widecast-actor': signActor({ id: 'faults', name: 'faults', scopes: ['*'] }, this.secret) };
    return fetch(`${url}/v1/${path}`, { method, headers, signal: AbortSignal.timeout(ANSWER), ...(body ? { body: JSON.stringify(body) } : {}) });
  }
}
