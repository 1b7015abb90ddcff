import { Injectable } from '@nestjs/common';
import { Database } from '@widecast/database';
import { Exchangers } from '../providers/exchangers.ts';
import { ProvidersService } from '../providers/providers.service.ts';
import { Rules, type SlowLane } from './rules.ts';
import type { Throttle } from './throttle.ts';

/** How long, in ms, a process believes what it has read. */
const BELIEVED = 1000;

export const THROTTLE_COLUMNS = `
  id, name, provider, domain, relay, campaign_id AS "campaignId", per_second AS "perSecond", per_hour AS "perHour", per_day AS "perDay",
  sender, warm_up AS "warmUp", reserve::float8 AS reserve`;

@Injectable()
export class RulesService {
  private known: { readonly rules: Promise<Rules>; readonly at: number } | undefined;

  constructor(
    private readonly database: Database,
    private readonly providers: ProvidersService,
    private readonly exchangers: Exchangers,
  ) {}

  /** As they are, or were a second ago. */
  current(): Promise<Rules> {
    if (this.known && performance.now() - this.known.at < BELIEVED) return this.known.rules;
    const known = { rules: this.read(), at: performance.now() };
    this.known = known;
    known.rules.catch(() => {
      if (this.known === known) this.known = undefined;
    });
    return known.rules;
  }

  /** Whoever asks next is told how they are then. */
  forget(): void {
    this.known = undefined;
  }

  /** As they are now. */
  async read(): Promise<Rules> {
    const [throttles, slow, table] = await Promise.all([
      this.database.query<Throttle & Record<string, unknown>>(`SELECT ${THROTTLE_COLUMNS} FROM throttles`),
      this.database.query<SlowLane & Record<string, unknown>>('SELECT relay, "group", rate FROM slow_lanes'),
      this.providers.table(),
    ]);
    return new Rules(throttles, slow, table, (domain) => {
      const host = this.exchangers.of(domain);
      return host === undefined ? undefined : table.ofExchanger(host);
    });
  }

  /** Of domains that are new, asks who receives their mail; nothing where no rule wants to know. */
  async learn(rules: Rules, emails: readonly string[]): Promise<void> {
    if (!rules.areFree) await this.exchangers.learn(rules.unknownOf(emails));
  }
}
