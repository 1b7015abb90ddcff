import { Inject, Injectable } from '@nestjs/common';
import { SERVICES, type ServiceName } from '@widecast/contracts';
import { CONFIG } from '@widecast/service-kit';
import type { GatewayConfig } from '../config.ts';
import { urlOf } from '../service-urls.ts';
import { apiPartIn, type ApiPart } from './api-part.ts';
import { Operations, type KnownOperation } from './operations.ts';

const FRESH = 30_000;
const AFTER_FAILURE = 2000;
const PATIENCE = 2000;

interface Entry {
  part: ApiPart | undefined;
  operations: Operations | undefined;
  dueAt: number;
  running: Promise<void> | undefined;
}

/** What the services say of their endpoints; asked again from time to time, and remembered while a service is away. */
@Injectable()
export class ApiCatalogue {
  private readonly entries = new Map<ServiceName, Entry>(
    SERVICES.map((service) => [service, { part: undefined, operations: undefined, dueAt: 0, running: undefined }]),
  );

  constructor(@Inject(CONFIG) private readonly config: GatewayConfig) {}

  /** The parts that are known, after those were asked that are due. */
  async parts(): Promise<ReadonlyMap<ServiceName, ApiPart>> {
    await Promise.all(SERVICES.map((service) => this.refresh(service)));
    const known = [...this.entries].flatMap(([service, { part }]) => (part ? [[service, part] as const] : []));
    return new Map(known);
  }

  /** Without waiting; undefined where it is not known (yet). */
  operationAt(service: ServiceName, method: string, path: string): KnownOperation | undefined {
    void this.refresh(service);
    return this.entries.get(service)?.operations?.at(method, path);
  }

  private refresh(service: ServiceName): Promise<void> {
    const entry = this.entries.get(service);
    if (!entry || entry.dueAt > Date.now()) return Promise.resolve();
    entry.running ??= this.fetch(service, entry).finally(() => (entry.running = undefined));
    return entry.running;
  }

  private async fetch(service: ServiceName, entry: Entry): Promise<void> {
    const part = await this.ask(service).catch(() => undefined);
    entry.dueAt = Date.now() + (part ? FRESH : AFTER_FAILURE);
    if (!part) return;
    entry.part = part;
    entry.operations = new Operations(part);
  }

  private async ask(service: ServiceName): Promise<ApiPart | undefined> {
    const response = await fetch(new URL('/openapi-part.json', urlOf(this.config, service)), { signal: AbortSignal.timeout(PATIENCE) });
    return response.ok ? apiPartIn(await response.json()) : undefined;
  }
}
