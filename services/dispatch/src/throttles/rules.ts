import { domainOf, OTHER, type ProviderTable } from '../providers/provider.ts';
import { concerns, limitOfLane, limitsOf, type Limit, type Target, type Throttle } from './throttle.ts';

/** A lane whose receiver has asked for less: a relay and a provider, or a domain that no provider is known for. */
export interface SlowLane {
  readonly relay: string;
  readonly group: string;
  /** Messages a second. */
  readonly rate: number;
}

/** `sender` where a throttle asks whom mail is from. */
export const laneOf = (relay: string, group: string, sender = ''): string => (sender === '' ? `${relay} ${group}` : `${relay} ${group} ${sender}`);

/** What holds at a moment: the throttles, the slow lanes, who receives which domain. */
export class Rules {
  private readonly named: ReadonlySet<string>;
  private readonly speeds: ReadonlyMap<string, number>;
  private readonly senders: ReadonlySet<string>;

  constructor(
    private readonly throttles: readonly Throttle[],
    slow: readonly SlowLane[],
    private readonly providers: ProviderTable,
    private readonly byExchanger: (domain: string) => string | undefined,
  ) {
    this.named = new Set([...throttles.map(({ domain }) => domain), ...slow.map(({ group }) => group)].filter((name) => name !== null));
    this.senders = new Set(throttles.map(({ sender }) => sender).filter((sender) => sender !== null));
    this.speeds = new Map(slow.map(({ relay, group, rate }) => [laneOf(relay, group), rate]));
  }

  /** Nothing is throttled at all. */
  get areFree(): boolean {
    return this.throttles.length === 0 && this.speeds.size === 0;
  }

  /** Whether any throttle asks whom mail is from. */
  get askForSenders(): boolean {
    return this.senders.size > 0;
  }

  /** The domain that mail is from where something is said of it, else empty. */
  senderIn(domain: string): string {
    return this.senders.has(domain) ? domain : '';
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

  /** The limits of a lane for a source; `now` in ms since the epoch. What waits in the lane of a provider that is gone is to be looked at anew. */
  limitsFor(lane: string, sourceId: string, now: number): Limit[] {
    const target = this.targetOf(lane, sourceId);
    if (this.isGone(target.provider)) return [];
    const slow = [laneOf(target.relay, target.provider), laneOf(target.relay, target.domain)].flatMap((each) => {
      const rate = this.speeds.get(each);
      return rate === undefined ? [] : [limitOfLane(each, rate)];
    });
    return [...this.throttles.filter((throttle) => concerns(throttle, target)).flatMap((throttle) => limitsOf(throttle, now)), ...slow];
  }

  /** Whether a throttle holds for a lane of a source. */
  concern(throttle: Throttle, lane: string, sourceId: string): boolean {
    return concerns(throttle, this.targetOf(lane, sourceId));
  }

  private isGone(provider: string): boolean {
    return provider !== '' && provider !== OTHER && !this.providers.has(provider);
  }

  private targetOf(lane: string, sourceId: string): Target {
    const [relay = '', group = '', sender = ''] = lane.split(' ');
    const domain = group.includes('.') ? group : '';
    return { relay, sourceId, sender, domain, provider: domain === '' ? group : (this.providerOf(domain) ?? OTHER) };
  }
}
