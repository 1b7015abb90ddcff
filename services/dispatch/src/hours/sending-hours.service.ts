import { Injectable } from '@nestjs/common';
import { Database } from '@widecast/database';
import type { Arm } from '../audiences/assignment.ts';
import type { Claim, ClaimedDelivery } from '../ledger/delivery.ts';
import { closedAt, isZone, type Closed, type SendingHours, type Span } from './sending-hours.ts';

/** Whether a promotion may leave at a moment, in ms since the epoch, by the clock on the wall of its contact. */
export type ClosedFor = (delivery: ClaimedDelivery, now: number) => Closed | undefined;

interface BrandHours {
  readonly zone: string;
  readonly zoneField: string | null;
  readonly quiet: Span | null;
}

interface CampaignHours {
  readonly window: SendingHours['window'];
  readonly zoneField: string | null;
  readonly templates: ReadonlyMap<string, string>;
}

type Kept<Value> = Map<string, { readonly value: Value; readonly until: number }>;

const FREE: CampaignHours = { window: null, zoneField: null, templates: new Map() };
/** How long, in ms, a process believes what it has read. */
const BELIEVED = 2000;
const MOST = 2000;

/** The hours of campaigns and brands: read once in a while, judged once a minute for each time zone. */
@Injectable()
export class SendingHoursService {
  private readonly campaigns: Kept<CampaignHours> = new Map();
  private readonly brands: Kept<BrandHours> = new Map();
  private readonly judged = new Map<string, Closed | undefined>();
  private minute = 0;

  constructor(private readonly database: Database) {}

  /** Undefined where nothing of it has hours at all. */
  async of({ kind, sourceId, rows }: Claim): Promise<ClosedFor | undefined> {
    if (kind !== 'campaign' && kind !== 'funnel') return undefined;
    const campaign = kind === 'campaign' ? await this.campaign(sourceId) : FREE;
    const templateOf = ({ arm, templateId }: ClaimedDelivery): string => templateId ?? campaign.templates.get(arm ?? '') ?? '';
    const brands = await this.brandsOf(new Set(rows.map(templateOf)));
    if (campaign.window === null && [...brands.values()].every(({ quiet }) => quiet === null)) return undefined;
    return (delivery, now) => {
      const { zone = 'UTC', zoneField = null, quiet = null } = brands.get(templateOf(delivery)) ?? {};
      const own = delivery.fields[campaign.zoneField ?? zoneField ?? ''];
      return this.judge(now, typeof own === 'string' ? own : zone, zone, { window: campaign.window, quiet });
    };
  }

  private judge(now: number, own: string, fallback: string, hours: SendingHours): Closed | undefined {
    const minute = Math.floor(now / 60_000);
    if (minute !== this.minute || this.judged.size > MOST) this.judged.clear();
    this.minute = minute;
    const key = `${own}|${fallback}|${JSON.stringify(hours)}`;
    if (!this.judged.has(key)) this.judged.set(key, closedAt(now, isZone(own) ? own : fallback, hours));
    return this.judged.get(key);
  }

  private async campaign(id: string): Promise<CampaignHours> {
    const known = fresh(this.campaigns, id);
    if (known) return known;
    const [row] = await this.database.query<{ window: SendingHours['window']; zoneField: string | null; arms: Arm[] }>(
      'SELECT sending_window AS "window", zone_field AS "zoneField", arms FROM campaigns WHERE id = $1', [id]);
    const templates = new Map((row?.arms ?? []).flatMap(({ name, templateId }) => (templateId === null ? [] : [[name, templateId] as const])));
    return keep(this.campaigns, id, { window: row?.window ?? null, zoneField: row?.zoneField ?? null, templates });
  }

  /** By template. */
  private async brandsOf(templateIds: ReadonlySet<string>): Promise<ReadonlyMap<string, BrandHours>> {
    const found = new Map([...templateIds].flatMap((id) => {
      const known = fresh(this.brands, id);
      return known ? [[id, known] as const] : [];
    }));
    const missing = [...templateIds].filter((id) => id !== '' && !found.has(id));
    if (missing.length > 0) {
      const rows = await this.database.query<BrandHours & { id: string }>(
        'SELECT t.id, b.time_zone AS zone, b.zone_field AS "zoneField", b.quiet_hours AS quiet FROM templates t JOIN brands b ON b.id = t.brand_id WHERE t.id = ANY($1)', [missing]);
      for (const { id, zone, zoneField, quiet } of rows) found.set(id, keep(this.brands, id, { zone, zoneField, quiet }));
    }
    return found;
  }
}

function fresh<Value>(kept: Kept<Value>, key: string): Value | undefined {
  const known = kept.get(key);
  return known && performance.now() < known.until ? known.value : undefined;
}

function keep<Value>(kept: Kept<Value>, key: string, value: Value): Value {
  if (kept.size > MOST) kept.clear();
  kept.set(key, { value, until: performance.now() + BELIEVED });
  return value;
}
