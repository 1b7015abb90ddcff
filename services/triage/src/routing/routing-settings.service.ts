import { Injectable } from '@nestjs/common';
import { Database } from '@widecast/database';
import { VersionedSettings, type Versioned } from '../settings/versioned-settings.ts';
import { routingSettings, type RoutingSettings } from './routing-settings.ts';

/** The rules, queues and agents. */
@Injectable()
export class RoutingSettingsService extends VersionedSettings<RoutingSettings, Versioned<RoutingSettings>> {
  constructor(database: Database) {
    super(database, 'routing', (version, given) => ({ version, settings: routingSettings.parse(given) }));
  }
}
