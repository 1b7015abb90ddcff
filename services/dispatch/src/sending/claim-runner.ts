import { Inject, Injectable } from '@nestjs/common';
import type { Attempt } from '@widecast/mail';
import { ChannelLanes } from '../channels/channel-lanes.ts';
import { LANE, type Lane } from '../lanes/lane.ts';
import type { Claim, ClaimedDelivery } from '../ledger/delivery.ts';
import { ComposerService } from '../messages/composer.service.ts';
import type { Compose, OutgoingMessage } from '../messages/outgoing-message.ts';
import { Unfit } from '../messages/unfit.ts';
import { Tokens } from '../throttles/tokens.ts';
import { eachOf } from './each-of.ts';
import { Outcomes } from './outcomes.ts';
import { patiently } from './patiently.ts';
import { Permits, type Permit } from './permit.ts';
import { Recorder } from './recorder.ts';

/** Deliveries that are `sending` at a time in one worker: all that a killed process can leave in doubt. */
const WINDOW = 100;

/** Messages that are composed and on their way at a time, for each connection: one, and one ahead. More of them would only grow old in memory. */
const FOR_EACH_CONNECTION = 2;

/** A channel that rests is looked at again after so long, in ms; nothing else waits for it. */
const CHANNEL_PAUSE = 2000;

interface Route {
  readonly lane: Lane;
  readonly compose: Compose;
}

interface Course {
  readonly route: Route;
  readonly permit: Permit;
  readonly outcomes: Outcomes;
  readonly stop: AbortSignal;
}

/** Sends the deliveries of one claim. */
@Injectable()
export class ClaimRunner {
  constructor(
    private readonly permits: Permits,
    private readonly composer: ComposerService,
    private readonly recorder: Recorder,
    private readonly channels: ChannelLanes,
    private readonly tokens: Tokens,
    @Inject(LANE) private readonly mail: Lane,
  ) {}

  /** Ends with every delivery settled or given back, however long the database is away; each time that it could not be done is told. */
  async run(claim: Claim, stop: AbortSignal, failed: (error: unknown) => void): Promise<void> {
    const permit = this.permits.for(claim);
    const outcomes = new Outcomes();
    let lane = this.mail;
    try {
      const route = await this.routeOf(claim);
      ({ lane } = route);
      await this.sendAll(claim, { route, permit, outcomes, stop });
    } finally {
      const pause = lane !== this.mail && lane.isResting ? CHANNEL_PAUSE : 0;
      await patiently(() => outcomes.write((all) => this.recorder.finish(claim, all, pause)), stop, failed).finally(() => permit.end());
    }
  }

  private async routeOf(claim: Claim): Promise<Route> {
    const compose = await this.composer.prepare(claim);
    const channel = await this.channels.of(claim);
    return channel ? { lane: channel.lane, compose: channel.wrap(compose) } : { lane: this.mail, compose };
  }

  private async sendAll(claim: Claim, { route, permit, outcomes, stop }: Course): Promise<void> {
    for (let at = 0; at < claim.rows.length && !stop.aborted && !route.lane.isResting && permit.isOurs; at += WINDOW) {
      try {
        const window = claim.rows.slice(at, at + WINDOW);
        const admitted = await outcomes.write((some) => permit.admit(window, (tx) => this.recorder.record(tx, claim, some)));
        const atATime = FOR_EACH_CONNECTION * route.lane.connections;
        await eachOf(admitted, atATime, async (delivery) => outcomes.add({ delivery, attempt: await this.attempt(delivery, route, permit) }));
      } finally {
        permit.close();
      }
    }
  }

  private async attempt(delivery: ClaimedDelivery, { lane, compose }: Route, permit: Permit): Promise<Attempt> {
    let message: OutgoingMessage | undefined;
    try {
      const made = compose(delivery);
      message = made instanceof Promise ? await made : made;
      return await lane.send(message, () => permit.mayLeave(delivery), this.tokens.relayFor(delivery));
    } catch (error) {
      return { kind: 'unfit', reason: error instanceof Unfit ? error.reason : 'not_composable' };
    } finally {
      message?.release?.();
    }
  }
}
