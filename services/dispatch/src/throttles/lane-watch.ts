import { Inject, Injectable, Logger } from '@nestjs/common';
import { counter, CONFIG } from '@widecast/service-kit';
import type { DispatchConfig } from '../config.ts';
import { LANE, type Lane } from '../lanes/lane.ts';
import type { Claim } from '../ledger/delivery.ts';
import { domainOf, OTHER } from '../providers/provider.ts';
import { outcomeOf, type Outcome } from '../sending/outcomes.ts';
import { asksToSlowDown } from './lane-speed.ts';
import { RulesService } from './rules.service.ts';
import { laneOf, type Rules } from './rules.ts';
import { SlowLanes } from './slow-lanes.ts';
import { Speedometer } from './speedometer.ts';
import { Tokens } from './tokens.ts';

const attempts = counter({
  name: 'widecast_lane_attempts_total', help: 'Conversations by lane: relay and receiving provider, and what came of them.', labels: ['service', 'relay', 'provider', 'outcome'],
});

interface Seen {
  readonly relay: string;
  readonly provider: string;
  /** What a complaint is about: the provider, or the domain where none is known. */
  readonly group: string;
}

/** Watches what receivers answer, lane by lane. */
@Injectable()
export class LaneWatch {
  private readonly logger = new Logger('lanes');
  private readonly speeds = new Speedometer();

  constructor(
    private readonly rules: RulesService,
    private readonly slowLanes: SlowLanes,
    private readonly tokens: Tokens,
    @Inject(LANE) private readonly mail: Lane,
    @Inject(CONFIG) private readonly config: DispatchConfig,
  ) {}

  /** Counts outcomes, slows lanes down and gives back tokens that were not used; after they are written, and never throws. */
  async notice(claim: Claim, outcomes: readonly Outcome[]): Promise<void> {
    try {
      if (claim.channelId === null) await this.watch(outcomes, await this.rules.current());
    } catch (error) {
      this.logger.warn({ msg: 'what receivers answered could not be noticed', error });
    }
    const unused = outcomes.filter(({ attempt: { kind } }) => kind === 'unsent' || kind === 'stopped' || kind === 'unfit');
    await this.tokens.giveBack(unused.map(({ delivery }) => delivery));
  }

  private async watch(outcomes: readonly Outcome[], rules: Rules): Promise<void> {
    const counts = new Map<string, { readonly seen: Seen; readonly outcome: string; n: number }>();
    const complaints = new Map<string, Seen & { readonly cause: string }>();
    for (const { delivery, attempt } of outcomes) {
      const seen = this.lane(delivery, rules);
      const outcome = outcomeOf(attempt);
      const key = `${seen.relay} ${seen.provider} ${outcome}`;
      const count = counts.get(key);
      if (count) count.n += 1;
      else counts.set(key, { seen, outcome, n: 1 });
      if (attempt.kind === 'accepted' || attempt.kind === 'refused') this.speeds.note(laneOf(seen.relay, seen.group), 1, performance.now());
      if (attempt.kind === 'refused' && !attempt.permanent && asksToSlowDown(attempt.code)) complaints.set(laneOf(seen.relay, seen.group), { ...seen, cause: attempt.code });
    }
    for (const { seen: { relay, provider }, outcome, n } of counts.values()) attempts.inc({ service: 'dispatch', relay, provider, outcome }, n);
    if (this.config.LANE_ADAPTATION === 'off') return;
    for (const [lane, { provider, ...complaint }] of complaints) {
      await this.slowLanes.slow({ ...complaint, observed: this.speeds.of(lane, performance.now()) }, provider);
    }
  }

  private lane(delivery: Outcome['delivery'], rules: Rules): Seen {
    const domain = domainOf(delivery.email);
    const known = rules.providerOf(domain);
    return { relay: this.tokens.relayFor(delivery) ?? this.mail.relayFor(delivery.email), provider: known ?? OTHER, group: known ?? domain };
  }
}
