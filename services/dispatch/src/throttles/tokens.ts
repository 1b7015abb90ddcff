import { Inject, Injectable, Logger } from '@nestjs/common';
import { Database, type Transaction } from '@widecast/database';
import { LANE, type Lane } from '../lanes/lane.ts';
import type { Claim, ClaimedDelivery, Settlement } from '../ledger/delivery.ts';
import { groupBy } from '../ledger/group-by.ts';
import { cellAt, given, returned, type Cells } from './meter.ts';
import { Meters } from './meters.ts';
import { Senders } from '../senders/senders.service.ts';
import { RulesService } from './rules.service.ts';
import { laneOf, type Rules } from './rules.ts';
import { Room } from './share.ts';
import type { Limit } from './throttle.ts';

export const THROTTLED = 'throttled';

/** What a message that may leave was counted by. */
interface Token {
  readonly relay: string;
  readonly uses: readonly { readonly key: string; readonly cell: number }[];
}

/** What holds for some deliveries, and whom each of them is from. */
export interface Applied {
  readonly rules: Rules;
  readonly senderOf: (delivery: ClaimedDelivery) => string;
}

/** Deliveries of one lane, transactional or promotions. */
interface Group {
  readonly lane: string;
  readonly isPromotion: boolean;
  readonly deliveries: readonly ClaimedDelivery[];
}

/** Lets messages leave as fast as throttles and slow lanes allow, whatever the number of processes. */
@Injectable()
export class Tokens {
  private readonly logger = new Logger('throttles');
  private readonly tokens = new WeakMap<ClaimedDelivery, Token>();

  constructor(
    private readonly database: Database,
    private readonly rules: RulesService,
    private readonly meters: Meters,
    private readonly senders: Senders,
    @Inject(LANE) private readonly mail: Lane,
  ) {}

  /** What holds for deliveries, to be asked before the transaction that takes tokens for them; undefined where nothing does. */
  async rulesFor(claim: Claim, deliveries: readonly ClaimedDelivery[]): Promise<Applied | undefined> {
    const rules = await this.rules.current();
    if (rules.areFree) return undefined;
    if (claim.channelId === null) await this.rules.learn(rules, deliveries.map(({ email }) => email));
    return { rules, senderOf: rules.askForSenders ? await this.senders.of(claim, deliveries) : () => '' };
  }

  /**
   * Takes a token for each delivery that may leave now, as part of the transaction that lets it; gives the others as held until there
   * is room in their lane. A process that dies takes no token along but those of messages that were being sent.
   */
  async take(tx: Transaction, claim: Claim, deliveries: readonly ClaimedDelivery[], applied: Applied): Promise<Settlement[]> {
    const { rules } = applied;
    const groups = this.groupsOf(claim, deliveries, applied);
    const keys = [...new Set(groups.flatMap(({ lane }) => rules.limitsFor(lane, claim.sourceId, Date.now()).map(({ key }) => key)))];
    if (keys.length === 0) return [];
    const limitsOf = (now: number) => ({ lane }: Group): readonly Limit[] => rules.limitsFor(lane, claim.sourceId, now);
    // A look without a lock: where nothing is left, nobody waits for anybody.
    const look = await this.meters.read(tx, keys);
    const hasRoom = groups.some((group) => new Room(look.cells, look.now).under(limitsOf(look.now)(group), group.isPromotion) > 0);
    if (!hasRoom) return groups.flatMap(held);
    const { cells, now } = await this.meters.lock(tx, keys);
    const room = new Room(cells, now);
    const waiting = groups.flatMap((group): Settlement[] => {
      const limits = limitsOf(now)(group);
      const free = group.deliveries.slice(0, room.under(limits, group.isPromotion));
      room.take(limits, free.length);
      for (const { key, span } of limits) cells.set(key, given(cells.get(key) ?? [], span, now, free.length));
      const uses = limits.map(({ key, span }) => ({ key, cell: cellAt(span, now) }));
      for (const delivery of free) this.tokens.set(delivery, { relay: relayIn(group.lane), uses });
      return held({ ...group, deliveries: group.deliveries.slice(free.length) });
    });
    await this.meters.write(tx, cells);
    return waiting;
  }

  /** Gives back what messages that did not leave have not used. Whatever goes wrong, only the tokens are lost. */
  async giveBack(deliveries: readonly ClaimedDelivery[]): Promise<void> {
    const unused = deliveries.flatMap((delivery) => {
      const token = this.tokens.get(delivery);
      this.tokens.delete(delivery);
      return token?.uses ?? [];
    });
    if (unused.length === 0) return;
    const byKey = groupBy(unused, ({ key }) => key);
    await this.database.transaction(async (tx) => {
      const { cells } = await this.meters.lock(tx, [...byKey.keys()]);
      const less = [...byKey].map(([key, uses]): [string, Cells] => [key, uses.reduce((left, { cell }) => returned(left, cell, 1), cells.get(key) ?? [])]);
      await this.meters.write(tx, new Map(less));
    }).catch((error: unknown) => this.logger.warn({ msg: 'unused tokens could not be given back', error }));
  }

  /** The relay that a delivery has a token for: it goes by this one or not at all. Undefined where it is free to go by any. */
  relayFor(delivery: ClaimedDelivery): string | undefined {
    return this.tokens.get(delivery)?.relay;
  }

  private groupsOf({ channelId }: Claim, deliveries: readonly ClaimedDelivery[], { rules, senderOf }: Applied): Group[] {
    const laneFor = (delivery: ClaimedDelivery): string =>
      (channelId === null ? laneOf(this.mail.relayFor(delivery.email), rules.groupOf(delivery.email), rules.senderIn(senderOf(delivery))) : laneOf(channelId, ''));
    const byLane = groupBy(deliveries, (delivery) => `${delivery.promotion ? 1 : 0}${laneFor(delivery)}`);
    return [...byLane].map(([name, some]) => ({ lane: name.slice(1), isPromotion: name.startsWith('1'), deliveries: some }))
      .toSorted((a, b) => Number(a.isPromotion) - Number(b.isPromotion));
  }
}

const relayIn = (lane: string): string => lane.slice(0, lane.indexOf(' '));

const held = ({ lane, deliveries }: Group): Settlement[] => deliveries.map((delivery) => ({ delivery, state: 'held', reason: THROTTLED, lane }));
