import { Inject, Injectable, Logger } from '@nestjs/common';
import { Database, isUniqueViolation } from '@widecast/database';
import { uuidv7 } from '@widecast/messaging';
import { Conflict, Invalid, NotFound, type Actor } from '@widecast/service-kit';
import { LANE, type Lane } from '../lanes/lane.ts';
import { OTHER } from '../providers/provider.ts';
import { ProvidersService } from '../providers/providers.service.ts';
import { usedAt } from './meter.ts';
import { Meters } from './meters.ts';
import { RulesService, THROTTLE_COLUMNS } from './rules.service.ts';
import { limitsOf, type Throttle } from './throttle.ts';
import { allowanceAt } from './warm-up.ts';

export type NewThrottle = Omit<Throttle, 'id'>;

export interface ThrottleView extends Throttle {
  /** What holds now, and how much of it was used. */
  readonly limits: readonly { readonly per: string; readonly most: number; readonly forPromotions: number; readonly used: number }[];
  /** Deliveries that wait for room in a lane that it concerns. */
  readonly waiting: number;
  /** Why it holds nothing at all, as far as this process knows; null where it may. */
  readonly idle: string | null;
  /** What the warm-up allows today; null where there is none or it is over. */
  readonly allowedToday: number | null;
  readonly updatedBy: string;
  readonly updatedAt: Date;
}

type Row = Throttle & Pick<ThrottleView, 'updatedBy' | 'updatedAt'> & Record<string, unknown>;

interface Waiting {
  readonly [column: string]: unknown;
  readonly lane: string;
  readonly sourceId: string;
  readonly n: number;
}

const WAITING = 'SELECT source_id AS "sourceId", lane, count(*)::int AS n FROM redos WHERE lane IS NOT NULL GROUP BY source_id, lane';

const SET = `
  INSERT INTO throttles (id, name, provider, domain, relay, campaign_id, per_second, per_hour, per_day, warm_up, reserve, updated_by, sender)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
  ON CONFLICT (id) DO UPDATE SET name = excluded.name, provider = excluded.provider, domain = excluded.domain, relay = excluded.relay, campaign_id = excluded.campaign_id,
    per_second = excluded.per_second, per_hour = excluded.per_hour, per_day = excluded.per_day, warm_up = excluded.warm_up, reserve = excluded.reserve,
    updated_by = excluded.updated_by, sender = excluded.sender, updated_at = now()`;

@Injectable()
export class ThrottlesService {
  private readonly logger = new Logger('throttles');

  constructor(
    private readonly database: Database,
    private readonly meters: Meters,
    private readonly providers: ProvidersService,
    private readonly rules: RulesService,
    @Inject(LANE) private readonly mail: Lane,
  ) {}

  async list(): Promise<ThrottleView[]> {
    const rows = await this.database.query<Row>(`SELECT ${THROTTLE_COLUMNS}, updated_by AS "updatedBy", updated_at AS "updatedAt" FROM throttles ORDER BY name`);
    const [rules, waiting] = await Promise.all([this.rules.current(), this.database.query<Waiting>(WAITING)]);
    const ways = await this.ways();
    const { cells, now } = await this.meters.read(this.database, rows.flatMap((row) => limitsOf(row, Date.now()).map(({ key }) => key)));
    return rows.map((row) => ({
      ...row,
      limits: limitsOf(row, now).map(({ key, span, most, forPromotions }) => ({
        per: span.name, most: most === Infinity ? forPromotions : most, forPromotions, used: usedAt(cells.get(key) ?? [], span, now),
      })),
      idle: row.relay === null || ways.has(row.relay) ? null : `there is no relay or channel "${row.relay}" here; GET /v1/lanes lists the relays`,
      waiting: waiting.filter(({ lane, sourceId }) => rules.concern(row, lane, sourceId)).reduce((sum, { n }) => sum + n, 0),
      allowedToday: (row.warmUp && allowanceAt(row.warmUp, now)) ?? null,
    }));
  }

  /** Effective in all processes within a second. Throws {@link Invalid} and {@link Conflict}. */
  create(throttle: NewThrottle, actor: Actor): Promise<ThrottleView> {
    return this.set(uuidv7(), throttle, actor);
  }

  /** What was used counts on. Throws {@link NotFound}, {@link Invalid} and {@link Conflict}. */
  async replace(id: string, throttle: NewThrottle, actor: Actor): Promise<ThrottleView> {
    if ((await this.database.query('SELECT FROM throttles WHERE id = $1', [id])).length === 0) throw new NotFound('throttle', id);
    return await this.set(id, throttle, actor);
  }

  /** Throws {@link NotFound}. */
  async remove(id: string, actor: Actor): Promise<void> {
    await this.database.transaction(async (tx) => {
      if ((await tx.query('DELETE FROM throttles WHERE id = $1 RETURNING id', [id])).length === 0) throw new NotFound('throttle', id);
      await tx.query("DELETE FROM throttle_meters WHERE key LIKE $1 || '/%'", [id]);
    });
    this.rules.forget();
    this.logger.log({ msg: 'a throttle was removed', audit: true, actor: actor.id, throttleId: id });
  }

  /** The names of all ways out, as throttles have them. */
  private async ways(): Promise<ReadonlySet<string>> {
    const channels = await this.database.query<{ id: string }>('SELECT id FROM channels');
    return new Set([...this.mail.relays.map(({ relay }) => relay.toLowerCase()), ...channels.map(({ id }) => id)]);
  }

  private async set(id: string, throttle: NewThrottle, actor: Actor): Promise<ThrottleView> {
    const { name, provider, domain, relay, campaignId, perSecond, perHour, perDay, warmUp, reserve, sender } = throttle;
    await this.demandProvider(provider);
    await this.demandCampaign(campaignId);
    await this.database.query(SET, [
      id, name, provider, domain?.toLowerCase() ?? null, relay?.toLowerCase() ?? null, campaignId, perSecond, perHour, perDay, warmUp && JSON.stringify(warmUp), reserve, actor.name, sender?.toLowerCase() ?? null,
    ]).catch((error: unknown) => {
      if (isUniqueViolation(error, 'throttles_name')) throw new Conflict(`There is a throttle "${name}" already; choose another name`);
      throw error;
    });
    this.rules.forget();
    this.logger.log({ msg: 'a throttle was set', audit: true, actor: actor.id, throttleId: id, perSecond, perHour, perDay, sender, warmUp });
    const view = (await this.list()).find((each) => each.id === id);
    if (!view) throw new NotFound('throttle', id);
    return view;
  }

  private async demandCampaign(id: string | null): Promise<void> {
    if (id === null || (await this.database.query('SELECT FROM campaigns WHERE id = $1', [id])).length > 0) return;
    throw new Invalid('There is no such campaign', [{ field: 'body.campaignId', message: 'is not the id of a campaign; GET /v1/campaigns lists them' }]);
  }

  private async demandProvider(provider: string | null): Promise<void> {
    if (provider === null || provider === OTHER) return;
    const { providers } = await this.providers.table();
    if (providers.some(({ name }) => name === provider)) return;
    throw new Invalid(`There is no provider "${provider}"`, [{ field: 'body.provider', message: 'is not the name of a provider; GET /v1/providers lists them' }]);
  }
}
