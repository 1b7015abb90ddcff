import type { Queryable } from '@widecast/database';
import type { Definition } from '../definition/definition.ts';
import { planOf, type Plan } from './plan.ts';

export interface KnownPlan extends Plan {
  readonly behaviours: readonly string[];
}

/** Plans of versions; a version never changes, so one look is enough. */
export class Plans {
  private readonly known = new Map<string, KnownPlan>();

  async of(database: Queryable, funnelId: string, version: number): Promise<KnownPlan> {
    const key = `${funnelId} ${version}`;
    const found = this.known.get(key) ?? (await load(database, funnelId, version));
    this.known.set(key, found);
    return found;
  }
}

async function load(database: Queryable, funnelId: string, version: number): Promise<KnownPlan> {
  const [row] = await database.query<{ definition: Definition; behaviours: string[] }>(
    'SELECT definition, behaviours FROM funnel_versions WHERE funnel_id = $1 AND version = $2',
    [funnelId, version],
  );
  if (!row) throw new Error(`There is no version ${version} of funnel ${funnelId}`);
  return { ...planOf(row.definition), behaviours: row.behaviours };
}
