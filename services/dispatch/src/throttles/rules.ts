import { domainOf, OTHER, type ProviderTable } from '../providers/provider.ts';
import { concerns, limitOfLane, limitsOf, type Limit, type Target, type Throttle } from './throttle.ts';

/** A lane whose receiver has asked for less: a relay and a provider, or a domain that no provider is known for. */
export interface SlowLane {
  readonly relay: string;
  readonly group: string;
  /** Messages a second. */
  readonly rate: number;
}

export const laneOf = (relay: string, group: string): string => `${relay} ${group}`;

/** What holds at a moment: the throttles, the slow lanes, who receives which domain. */
export class Rules {
  private readonly named: ReadonlySet<string>;
  private readonly speeds: ReadonlyMap<string, number>;

  constructor(
    private readonly throttles: readonly Throttle[],
    slow: readonly SlowLane[],
    private readonly providers: ProviderTable,
    private readonly byExchanger: (domain: string) => string | undefined,
  ) {
    this.named = new Set([...throttles.map(({ domain }) => domain), ...slow.map(({ group }) => group)].filter((name) => name !== null));
    this.speeds = new Map(slow.map(({ relay, group, rate }) => [laneOf(relay, group), rate]));
  }

  /** Nothing is throttled at all. */
  get areFree(): boolean {
    return this.throttles.length === 0 && this.speeds.size === 0;
  }

  providerOf(domain: string): string | undefined {
    return this.providers.of(domain) ?? this.byExchanger(domain);
  }

  /** Domains that nobody but their mail exchangers can tell the provider of. */
  unknownOf(emails: readonly string[]): string[] {
    return [...new Set(emails.map(domainOf))].filter((domain) => this.providers.of(domain) === undefined);
  }

  /** What waits together: a provider, or a domain that something is said of. */
  groupOf(email: string): string {
    const domain = domainOf(email);
    return this.named.has(domain) ? domain : (this.providerOf(domain) ?? OTHER);
  }

  /** The limits of a lane for a source; `now` in ms since the epoch. */
  limitsFor(lane: string, sourceId: string, now: number): Limit[] {
    const target = this.targetOf(lane, sourceId);
    const slow = [laneOf(target.relay, target.provider), laneOf(target.relay, target.domain)].flatMap((each) => {
      const rate = this.speeds.get(each);
      return rate === undefined ? [] : [limitOfLane(each, rate)];
    });
    return [...this.throttles.filter((throttle) => concerns(throttle, target)).flatMap((throttle) => limitsOf(throttle, now)), ...slow];
  }

  private targetOf(lane: string, sourceId: string): Target {
    const [relay = '', group = ''] = lane.split(' ');
    const domain = group.includes('.') ? group : '';
    return { relay, sourceId, domain, provider: domain === '' ? group : (this.providerOf(domain) ?? OTHER) };
  }
}
