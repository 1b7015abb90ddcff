import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Database } from '@widecast/database';
import type { RelayUnusable, Unusable } from '@widecast/mail';
import { CONFIG, counter, observedGauge, Recurring } from '@widecast/service-kit';
import type { DispatchConfig } from '../config.ts';
import { LANE, type Lane } from './lane.ts';
import { mendOf } from './relay-mends.ts';

/** A relay that cannot be used; its mail waits, or goes by the others. */
export interface RelayFault {
  readonly relay: string;
  readonly reason: Unusable;
  /** What the relay or the system said. */
  readonly cause: string;
  readonly since: Date;
  /** The last time that it was tried in vain. */
  readonly seenAt: Date;
  readonly mend: string;
}

const TELL_EVERY = 250;
/** Rests last a minute at most: where nobody has failed for so long, in ms, beside the time that a connection may take, nobody tries any more. */
const FRESH = 120_000;

const NOTE = `
  INSERT INTO relay_faults AS f (relay, reason, cause) VALUES ($1, $2, $3) ON CONFLICT (relay) DO UPDATE SET
    reason = excluded.reason, cause = excluded.cause, seen_at = clock_timestamp(),
    since = CASE WHEN f.seen_at < clock_timestamp() - make_interval(secs => $4 / 1000.0) THEN clock_timestamp() ELSE f.since END`;

const LIST = `
  SELECT relay, reason, cause, since, seen_at AS "seenAt" FROM relay_faults
  WHERE seen_at > clock_timestamp() - make_interval(secs => $1 / 1000.0) ORDER BY relay`;

const faults = counter({ name: 'widecast_relay_faults_total', help: 'Times that a relay could not be used, by the reason.', labels: ['service', 'relay', 'reason'] });
const SECONDS = { name: 'widecast_relay_fault_seconds', help: 'For how long a relay cannot be used by now.', labels: ['service', 'relay', 'reason'] as const };

/** What all processes know of relays that cannot be used. */
@Injectable()
export class RelayFaultsService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('relays');
  private readonly told = new Map<string, RelayUnusable>();
  private readonly turns: Recurring;
  private readonly fresh: number;
  private forget: () => void = () => {};

  constructor(
    private readonly database: Database,
    @Inject(LANE) private readonly mail: Lane,
    @Inject(CONFIG) config: DispatchConfig,
  ) {
    this.fresh = FRESH + config.SMTP_TIMEOUT_MS;
    this.turns = new Recurring({ pause: TELL_EVERY, turn: () => this.tell(), failed: (error) => this.logger.warn({ msg: 'what is wrong with relays could not be written', error }) });
  }

  onApplicationBootstrap(): void {
    this.turns.start();
    this.forget = observedGauge(SECONDS, async (gauge) => {
      for (const { relay, reason, since } of await this.list()) gauge.set({ service: 'dispatch', relay, reason }, (Date.now() - since.getTime()) / 1000);
    });
  }

  onModuleDestroy(): Promise<void> {
    this.forget();
    return this.turns.stop();
  }

  list(): Promise<RelayFault[]> {
    return this.database.query<Omit<RelayFault, 'mend'> & Record<string, unknown>>(LIST, [this.fresh])
      .then((rows) => rows.map((row) => ({ ...row, mend: mendOf(row.reason) })));
  }

  /** Writes what has changed since it was written last. */
  private async tell(): Promise<void> {
    for (const { relay, fault } of this.mail.relays) {
      if (fault === this.told.get(relay)) continue;
      if (fault === undefined) {
        await this.database.query('DELETE FROM relay_faults WHERE relay = $1', [relay]);
        this.told.delete(relay);
      } else {
        await this.database.query(NOTE, [relay, fault.reason, fault.said, this.fresh]);
        this.told.set(relay, fault);
        faults.inc({ service: 'dispatch', relay, reason: fault.reason });
      }
    }
  }
}
