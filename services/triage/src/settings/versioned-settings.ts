import type { Database, Queryable, Transaction } from '@widecast/database';

/** Settings are read again when they are so old, in ms. */
const FRESH = 2000;

/** Settings as of a version; 0 is before anybody said anything. */
export interface Versioned<Settings> {
  readonly version: number;
  readonly settings: Settings;
}

interface Row extends Record<string, unknown> {
  readonly version: number;
  readonly settings: unknown;
}

const NEWEST = 'SELECT version, settings FROM settings WHERE kind = $1 ORDER BY version DESC LIMIT 1';
const ADD = `
  INSERT INTO settings (kind, version, settings, actor)
  SELECT $1, coalesce(max(version), 0) + 1, $2, $3 FROM settings WHERE kind = $1`;

/** One document of settings: the newest version counts, older ones stay readable. Other processes see a change within seconds. */
export class VersionedSettings<Settings, Understood extends Versioned<Settings>> {
  private known: { readonly current: Understood; readonly readAt: number } | undefined;

  constructor(
    private readonly database: Database,
    private readonly kind: string,
    private readonly understand: (version: number, settings: unknown) => Understood,
  ) {}

  async current(database: Queryable = this.database): Promise<Understood> {
    if (this.known && performance.now() - this.known.readAt < FRESH) return this.known.current;
    const [row] = await database.query<Row>(NEWEST, [this.kind]);
    const version = row?.version ?? 0;
    const current = this.known?.current.version === version ? this.known.current : this.understand(version, row?.settings ?? {});
    this.known = { current, readAt: performance.now() };
    return current;
  }

  /** Two changes at once get two versions. `also` is done with it or not at all. */
  async change(given: Settings, actor: string, also?: (tx: Transaction, before: Settings) => Promise<void>): Promise<Understood> {
    await this.database.transaction(async (tx) => {
      await tx.query(`SELECT pg_advisory_xact_lock(hashtext('widecast triage settings'))`);
      const [before] = await tx.query<Row>(NEWEST, [this.kind]);
      await tx.query(ADD, [this.kind, JSON.stringify(given), actor]);
      await also?.(tx, this.understand(before?.version ?? 0, before?.settings ?? {}).settings);
    });
    this.known = undefined;
    return await this.current();
  }
}
