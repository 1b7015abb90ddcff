import { Resolver } from 'node:dns/promises';

/** What name servers say: records, that there are none, or nothing that could be believed. */
export type Lookup = { readonly kind: 'found'; readonly records: readonly string[] } | { readonly kind: 'absent' } | { readonly kind: 'failed'; readonly code: string };

const ABSENT = new Set(['ENODATA', 'ENOTFOUND']);

/** Asks name servers, for some seconds and not for ever. */
export class DomainRecords {
  private readonly resolver = new Resolver({ timeout: 1500, tries: 2 });

  /** Without servers, the machine's own are asked. */
  constructor(servers: readonly string[]) {
    if (servers.length > 0) this.resolver.setServers([...servers]);
  }

  txt(name: string): Promise<Lookup> {
    return this.look(async () => (await this.resolver.resolveTxt(name)).map((pieces) => pieces.join('')));
  }

  mx(name: string): Promise<Lookup> {
    return this.look(async () => (await this.resolver.resolveMx(name)).map(({ exchange }) => exchange));
  }

  private async look(ask: () => Promise<string[]>): Promise<Lookup> {
    try {
      const records = await ask();
      return records.length > 0 ? { kind: 'found', records } : { kind: 'absent' };
    } catch (error) {
      const { code = 'unknown' } = error as { code?: string };
      return ABSENT.has(code) ? { kind: 'absent' } : { kind: 'failed', code };
    }
  }
}
