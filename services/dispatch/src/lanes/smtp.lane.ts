import { Logger } from '@nestjs/common';
import { nameOf, NO_SMTPUTF8, RelayPool, type Attempt, type Relay, type RelayUnusable } from '@widecast/mail';
import type { OutgoingMessage } from '../messages/outgoing-message.ts';
import type { Lane, RelayView } from './lane.ts';
import { RelaysLane, type RelayLane } from './relays.lane.ts';

export interface SmtpLaneSettings {
  readonly relay: Relay;
  readonly connections: number;
  /** ms */
  readonly timeout: number;
  /** The first rest, in ms; doubles up to a minute while the relay stays away. */
  readonly rest: number;
}

/** So long a relay is taken not to know of addresses beyond ASCII after it has said so, in ms. */
const REMEMBERED = 600_000;
const BEYOND_ASCII = /[^\x20-\x7e]/;

/** A relay behind a few connections that are kept open. A fault of the relay makes the whole lane rest, not its messages fail. */
export class SmtpLane implements RelayLane {
  private readonly logger = new Logger('smtp');
  readonly connections: number;
  private readonly pool: RelayPool;
  private readonly name: string;
  private fault: RelayUnusable | undefined;
  private unableAt = -Infinity;

  constructor(settings: SmtpLaneSettings) {
    this.name = nameOf(settings.relay);
    this.connections = settings.connections;
    const onFault = (error: RelayUnusable, rest: number): void => {
      this.fault = error;
      this.logger.warn({ msg: 'the relay cannot be used; its lane rests', relay: this.name, seconds: rest / 1000, error });
    };
    this.pool = new RelayPool({ ...settings, onFault });
  }

  get isResting(): boolean {
    return this.pool.isResting;
  }

  get relays(): readonly RelayView[] {
    return [{ relay: this.name, resting: this.isResting, fault: this.fault }];
  }

  relayFor(): string {
    return this.name;
  }

  send(message: OutgoingMessage, mayLeave: () => boolean): Promise<Attempt> {
    const isPlain = this.fault === undefined && !BEYOND_ASCII.test(message.to);
    return new Promise((done) => this.pool.push({ message, mayLeave, done: isPlain ? done : (attempt) => done(this.noticed(attempt)) }));
  }

  refuses(recipient: string): boolean {
    return BEYOND_ASCII.test(recipient) && performance.now() - this.unableAt < REMEMBERED;
  }

  close(): Promise<void> {
    return this.pool.close();
  }

  /** An answer about a message means that the relay works again. */
  private noticed(attempt: Attempt): Attempt {
    if (attempt.kind === 'unfit' && attempt.reason === NO_SMTPUTF8) this.unableAt = performance.now();
    if (attempt.kind === 'accepted' || attempt.kind === 'refused') this.fault = undefined;
    return attempt;
  }
}

/** One relay, or several that share the mail. */
export function laneTo(relays: readonly Relay[], settings: Omit<SmtpLaneSettings, 'relay'>): Lane {
  const lanes = relays.map((relay) => ({ name: nameOf(relay), weight: relay.weight, lane: new SmtpLane({ ...settings, relay }) }));
  const [only] = lanes;
  return only && lanes.length === 1 ? only.lane : new RelaysLane(lanes);
}
