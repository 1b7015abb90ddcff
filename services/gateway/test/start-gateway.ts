import { SERVICES, type ServiceName } from '@widecast/contracts';
import { startTestService, type Answer, type TestService } from '@widecast/testing';
import { gateway } from '../src/index.ts';
import { startFakeService, type FakeService } from './fake-service.ts';

export const ROOT_KEY = 'wck_the-first-key-of-these-tests-1234567890';

export interface TestGateway {
  readonly service: TestService;
  readonly url: string;
  readonly behind: Readonly<Record<ServiceName, FakeService>>;
  /** A request with a key; null sends none. */
  send(method: string, path: string, options?: { key?: string | null; body?: unknown; headers?: Record<string, string> }): Promise<Answer>;
  stop(): Promise<void>;
}

export async function startGateway(env: Record<string, string> = {}, parts: Partial<Record<ServiceName, object>> = {}): Promise<TestGateway> {
  const fakes = await Promise.all(SERVICES.map(async (name) => [name, await startFakeService(parts[name])] as const));
  const behind = Object.fromEntries(fakes) as Record<ServiceName, FakeService>;
  const urls = Object.fromEntries(fakes.map(([name, { url }]) => [`${name.toUpperCase()}_URL`, url]));
  const service = await startTestService(gateway, { env: { PORT: '0', BOOTSTRAP_API_KEY: ROOT_KEY, ...urls, ...env } });
  return {
    service,
    url: service.running.url,
    behind,
    send: (method, path, { key = ROOT_KEY, body, headers = {} } = {}) =>
      service.call(method, path, { scopes: null, body, headers: { ...(key === null ? {} : { authorization: `Bearer ${key}` }), ...headers } }),
    stop: async () => {
      await service.stop();
      await Promise.all(fakes.map(([, fake]) => fake.close()));
    },
  };
}
