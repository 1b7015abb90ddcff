import { Injectable } from '@nestjs/common';
import { Database } from '@widecast/database';
import { VersionedSettings, type Versioned } from '../settings/versioned-settings.ts';
import { slaSettings, type SlaSettings } from './sla-settings.ts';
import { WorkingTime } from './working-time.ts';

export interface CurrentSla extends Versioned<SlaSettings> {
  /** By calendar. */
  readonly times: ReadonlyMap<string, WorkingTime>;
}

/** What is promised about tickets. */
@Injectable()
export class SlaSettingsService extends VersionedSettings<SlaSettings, CurrentSla> {
  constructor(database: Database) {
    super(database, 'sla', (version, given) => {
      const settings = slaSettings.parse(given);
      return { version, settings, times: new Map(Object.entries(settings.calendars).map(([name, one]) => [name, new WorkingTime(one)])) };
    });
  }
}
