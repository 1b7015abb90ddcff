import { Injectable } from '@nestjs/common';
import { Database, type Queryable } from '@widecast/database';
import { slaSettings, type SlaSettings } from './sla-settings.ts';
import { WorkingTime } from './working-time.ts';

/** Settings are read again when they are so old, in ms. */
const FRESH = 2000;

/** The settings as of a version; 0 has none. */
export interface CurrentSla {
  readonly version: number;
  readonly settings: SlaSettings;
  /** By calendar. */
  readonly times: ReadonlyMap<string, WorkingTime>;
}

/** What is promised about tickets: the newest version counts, older ones stay readable. */
@Injectable()
export class SlaSettingsService {
  private known: { readonly current: CurrentSla; readonly readAt: number } | undefined;

  constructor(private readonly database: Database) {}

  async current(database: Queryable = this.database): Promise<CurrentSla> {
    if (this.known && performance.now() - this.known.readAt < FRESH) return this.known.current;
    const [row] = await database.query<{ version: number; settings: unknown }>('SELECT version, settings FROM sla_settings ORDER BY version DESC LIMIT 1');
    if (this.known && row?.version === this.known.current.version) return this.remember(this.known.current);
    return this.remember(currentOf(row?.version ?? 0, slaSettings.parse(row?.settings ?? {})));
  }

  async change(given: SlaSettings, actor: string): Promise<CurrentSla> {
    await this.database.query('INSERT INTO sla_settings (settings, actor) VALUES ($1, $2)', [JSON.stringify(given), actor]);
    this.known = undefined;
    return await this.current();
  }

  private remember(current: CurrentSla): CurrentSla {
    this.known = { current, readAt: performance.now() };
    return current;
  }
}

function currentOf(version: number, settings: SlaSettings): CurrentSla {
  return { version, settings, times: new Map(Object.entries(settings.calendars).map(([name, one]) => [name, new WorkingTime(one)])) };
}
