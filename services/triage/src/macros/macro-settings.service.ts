import { Injectable } from '@nestjs/common';
import { Database } from '@widecast/database';
import { VersionedSettings, type Versioned } from '../settings/versioned-settings.ts';
import { macroSettings, type MacroSettings } from './macro-settings.ts';

/** The ready answers. */
@Injectable()
export class MacroSettingsService extends VersionedSettings<MacroSettings, Versioned<MacroSettings>> {
  constructor(database: Database) {
    super(database, 'macros', (version, given) => ({ version, settings: macroSettings.parse(given) }));
  }
}
