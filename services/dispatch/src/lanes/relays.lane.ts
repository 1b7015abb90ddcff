import { NO_SMTPUTF8, type Attempt } from '@widecast/mail';
import type { OutgoingMessage } from '../messages/outgoing-message.ts';
import type { Lane, RelayView } from './lane.ts';

/** The lane of one relay. */
export interface RelayLane extends Lane {
  /** The relay has lately said that it does not know of addresses like this one. */
  refuses(recipient: string): boolean;
}

export interface WeightedLane {
  readonly name: string;
  readonly lane: RelayLane;
  /** Its share of the mail beside the others. */
  readonly weight: number;
}

/**
 * Several relays. Each recipient has his order of them, by weight, which is the same for every attempt: who was asked to come
 * again (greylisting) comes again from where he came. Where a relay rests, or does not know of addresses like his, the next one of the
 * order takes over.
 */
export class RelaysLane implements Lane {
  constructor(private readonly lanes: readonly WeightedLane[]) {}

  get isResting(): boolean {
    return this.lanes.every(({ lane }) => lane.isResting);
  }

  get connections(): number {
    return this.lanes.reduce((sum, { lane }) => sum + lane.connections, 0);
  }

  get relays(): readonly RelayView[] {
    return this.lanes.flatMap(({ lane }) => lane.relays);
  }

  relayFor(recipient: string): string {
    const order = orderFor(recipient, this.lanes);
    const awake = order.filter(({ lane }) => !lane.isResting);
    return (awake.find(({ lane }) => !lane.refuses(recipient)) ?? awake[0] ?? order[0])?.name ?? '';
  }

  async send(message: OutgoingMessage, mayLeave: () => boolean, via?: string): Promise<Attempt> {
    for (const { name, lane } of orderFor(message.to, this.lanes)) {
      if (lane.isResting || (via !== undefined && via !== name)) continue;
      const attempt = await lane.send(message, mayLeave);
      const isOver = attempt.kind !== 'unsent' && !isUnable(attempt);
      if (isOver) return attempt;
    }
    return this.withoutRelay(message.to);
  }

  /** None of those that were asked has taken it; one that knows of such addresses may do so when it is meant to. */
  private withoutRelay(recipient: string): Attempt {
    const others = this.lanes.filter(({ lane }) => !lane.refuses(recipient));
    if (others.length === 0) return { kind: 'unfit', reason: NO_SMTPUTF8 };
    if (others.length === this.lanes.length || others.some(({ lane }) => !lane.isResting)) return { kind: 'unsent' };
    return { kind: 'refused', permanent: false, code: NO_SMTPUTF8, aboutRecipient: true };
  }

  async close(): Promise<void> {
    await Promise.all(this.lanes.map(({ lane }) => lane.close()));
  }
}

const isUnable = (attempt: Attempt): boolean => attempt.kind === 'unfit' && attempt.reason === NO_SMTPUTF8;

/** Weighted rendezvous hashing (Thaler and Ravishankar 1998; weights after Schindelhauer and Schomaker 2005). */
export function orderFor<Choice extends { readonly name: string; readonly weight: number }>(recipient: string, choices: readonly Choice[]): Choice[] {
  const scoreOf = ({ name, weight }: Choice): number => -weight / Math.log(uniformOf(`${name} ${recipient}`));
  return choices.map((choice) => ({ choice, score: scoreOf(choice) })).toSorted((a, b) => b.score - a.score).map(({ choice }) => choice);
}

/** A number in (0, 1): FNV-1a with the finisher of MurmurHash3. */
function uniformOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32 + 2 ** -33;
}
