import { Injectable } from '@nestjs/common';
import { Database } from '@widecast/database';
import { z } from 'zod';
import { VersionedSettings, type Versioned } from '../settings/versioned-settings.ts';
import { SIGNALS, USUAL_INTENTS, type SignalIntents } from './signals.ts';

const intents = z.array(z.string().trim().min(1).max(100)).max(200);
const usual = (signal: (typeof SIGNALS)[number]): z.ZodDefault<typeof intents> => intents.default([...USUAL_INTENTS[signal]]);

export const signalSettings = z.strictObject({
  churn: usual('churn').describe('Intents of customers who are about to leave'),
  purchase: usual('purchase').describe('Intents of customers who are about to buy'),
});

/** Which intents speak for which signal. */
@Injectable()
export class SignalSettingsService extends VersionedSettings<SignalIntents, Versioned<SignalIntents>> {
  constructor(database: Database) {
    super(database, 'signals', (version, given) => ({ version, settings: signalSettings.parse(given) }));
  }
}
