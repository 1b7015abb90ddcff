import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Database } from '@widecast/database';
import { NotFound, observedGauge, type Actor } from '@widecast/service-kit';
import { LANE, type Lane } from '../lanes/lane.ts';
import { RelayFaultsService, type RelayFault } from '../lanes/relay-faults.service.ts';
import { OTHER } from '../providers/provider.ts';
import { RulesService } from './rules.service.ts';
import { SlowLanes } from './slow-lanes.ts';

/** A relay as this process and all others know it. */
export interface RelayView {
  readonly relay: string;
  readonly resting: boolean;
  readonly fault: Omit<RelayFault, 'relay'> | null;
}

export interface LaneView {
  readonly relay: string;
  readonly provider: string;
  /** The domain that mail is from, where a throttle asks for it. */
  readonly sender: string | null;
  readonly perSecond: number | null;
  readonly cause: string | null;
  readonly slowedAt: Date | null;
  readonly throttled: number;
}

const LABELS = ['service', 'relay', 'provider'] as const;
const LIMIT = { name: 'widecast_lane_limit_per_second', help: 'How fast slow lanes may go, because their receivers asked for it.', labels: LABELS };
const WAITING = { name: 'widecast_throttled_deliveries', help: 'Deliveries that wait for room in their lane.', labels: LABELS };

/** What is to be seen of lanes. */
@Injectable()
export class LanesService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('lanes');
  private forgets: (() => void)[] = [];

  constructor(
    private readonly database: Database,
    private readonly slowLanes: SlowLanes,
    private readonly rules: RulesService,
    private readonly faults: RelayFaultsService,
    @Inject(LANE) private readonly mail: Lane,
  ) {}

  onApplicationBootstrap(): void {
    this.forgets = [
      observedGauge(LIMIT, async (gauge) => {
        for (const { relay, provider, perSecond } of await this.list()) if (perSecond !== null) gauge.set({ service: 'dispatch', relay, provider: await this.labelOf(provider) }, perSecond);
      }),
      observedGauge(WAITING, async (gauge) => {
        for (const { relay, provider, throttled } of await this.list()) gauge.inc({ service: 'dispatch', relay, provider: await this.labelOf(provider) }, throttled);
      }),
    ];
  }

  onModuleDestroy(): void {
    for (const forget of this.forgets) forget();
  }

  async relays(): Promise<RelayView[]> {
    const faults = new Map((await this.faults.list()).map(({ relay, ...fault }) => [relay, fault]));
    return this.mail.relays.map(({ relay, resting }) => ({ relay, resting, fault: faults.get(relay) ?? null }));
  }

  /** Those that are slow, and those in which something waits. */
  async list(): Promise<LaneView[]> {
    const [slow, waiting] = await Promise.all([
      this.slowLanes.list(),
      this.database.query<{ lane: string; n: number }>('SELECT lane, count(*)::int AS n FROM redos WHERE lane IS NOT NULL GROUP BY lane ORDER BY lane'),
    ]);
    const free = { perSecond: null, cause: null, slowedAt: null };
    const lanes = new Map<string, LaneView>(slow.map(({ relay, group, rate, cause, slowedAt }) =>
      [`${relay} ${group}`, { relay, provider: group, sender: null, perSecond: Number(rate.toPrecision(4)), cause, slowedAt, throttled: 0 }]));
    for (const { lane, n } of waiting) {
      const [relay = '', provider = '', sender = null] = lane.split(' ');
      lanes.set(lane, { ...(lanes.get(lane) ?? { relay, provider, sender, ...free }), throttled: n });
    }
    return [...lanes.values()];
  }

  /** Throws {@link NotFound} where it is not slow. */
  async free(relay: string, provider: string, actor: Actor): Promise<void> {
    if (!(await this.slowLanes.free(relay, provider))) throw new NotFound('slow lane', `${relay} ${provider}`);
    this.logger.log({ msg: 'a slow lane was freed', audit: true, actor: actor.id, relay, provider });
  }

  /** Domains of receivers are no labels: there are too many of them. */
  private async labelOf(group: string): Promise<string> {
    return group.includes('.') ? ((await this.rules.current()).providerOf(group) ?? OTHER) : group;
  }
}
