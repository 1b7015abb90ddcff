import { Injectable } from '@nestjs/common';
import { Database } from '@widecast/database';
import { VersionedSettings, type Versioned } from '../settings/versioned-settings.ts';
import { calendar } from './calendar.ts';
import { EVERY_HOUR, slaSettings, watchOver, type SlaPolicy, type SlaSettings } from './sla-settings.ts';
import { WorkingTime } from './working-time.ts';

export interface CurrentSla extends Versioned<SlaSettings> {
  /** By calendar. */
  readonly times: ReadonlyMap<string, WorkingTime>;
  /** In their order; the last may be the one that keeps all other tickets from being forgotten. */
  readonly policies: readonly SlaPolicy[];
}

const DAY = ['00:00-24:00'];
const everyHour = new WorkingTime(calendar.parse({ timeZone: 'UTC', week: { mon: DAY, tue: DAY, wed: DAY, thu: DAY, fri: DAY, sat: DAY, sun: DAY } }));

/** What is promised about tickets. */
@Injectable()
export class SlaSettingsService extends VersionedSettings<SlaSettings, CurrentSla> {
  constructor(database: Database) {
    super(database, 'sla', (version, given) => {
      const settings = slaSettings.parse(given);
      const times = Object.entries(settings.calendars).map(([name, one]) => [name, new WorkingTime(one)] as const);
      return { version, settings, policies: [...settings.policies, ...watchOver(settings)], times: new Map([[EVERY_HOUR, everyHour], ...times]) };
    });
  }
}
