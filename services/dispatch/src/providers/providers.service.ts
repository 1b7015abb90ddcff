import { Injectable, Logger } from '@nestjs/common';
import { Database } from '@widecast/database';
import { NotFound, type Actor } from '@widecast/service-kit';
import { KNOWN_PROVIDERS } from './known-providers.ts';
import { ProviderTable, type Provider } from './provider.ts';

export interface ProviderView extends Provider {
  /** Who has added it; null for those that are known from the start. */
  readonly updatedBy: string | null;
}

@Injectable()
export class ProvidersService {
  private readonly logger = new Logger('providers');

  constructor(private readonly database: Database) {}

  /** Those that are known from the start, then the vendor's own. */
  async list(): Promise<ProviderView[]> {
    const own = await this.database.query<ProviderView & Record<string, unknown>>('SELECT name, domains, mx, updated_by AS "updatedBy" FROM providers ORDER BY name');
    return [...KNOWN_PROVIDERS.map((provider) => ({ ...provider, updatedBy: null })), ...own];
  }

  async table(): Promise<ProviderTable> {
    return new ProviderTable(await this.list());
  }

  /** Adds domains to a provider, known or new, or replaces those that were added before. */
  async set({ name, domains, mx }: Provider, actor: Actor): Promise<ProviderView> {
    const lower = (names: readonly string[]): string[] => [...new Set(names.map((each) => each.toLowerCase()))];
    await this.database.query(
      `INSERT INTO providers (name, domains, mx, updated_by) VALUES ($1, $2, $3, $4)
       ON CONFLICT (name) DO UPDATE SET domains = excluded.domains, mx = excluded.mx, updated_by = excluded.updated_by, updated_at = now()`,
      [name, lower(domains), lower(mx), actor.name]);
    this.logger.log({ msg: 'a provider was set', audit: true, actor: actor.id, provider: name });
    return { name, domains: lower(domains), mx: lower(mx), updatedBy: actor.name };
  }

  /** Takes back what was added. Throws {@link NotFound}. */
  async remove(name: string, actor: Actor): Promise<void> {
    const rows = await this.database.query('DELETE FROM providers WHERE name = $1 RETURNING name', [name]);
    if (rows.length === 0) throw new NotFound('own provider', name);
    this.logger.log({ msg: 'a provider was removed', audit: true, actor: actor.id, provider: name });
  }
}
