import type { DeliveryState, MergeFields, MessageSource } from '@widecast/contracts';

export type SourceKind = MessageSource['kind'];

/** A delivery as it enters the ledger. */
export interface NewDelivery {
  readonly step: string;
  readonly contactId: string;
  readonly contactVersion: number;
  readonly email: string;
  readonly fields: MergeFields;
  readonly arm: string | null;
  readonly templateId: string | null;
  readonly promotion: boolean;
  readonly state: DeliveryState;
  readonly reason: string | null;
}

/** A delivery that a worker has claimed. */
export interface ClaimedDelivery {
  readonly seq: number;
  readonly step: string;
  readonly contactId: string;
  readonly contactVersion: number;
  readonly email: string;
  readonly fields: MergeFields;
  readonly arm: string | null;
  readonly templateId: string | null;
  readonly promotion: boolean;
  /** Conversations about it that were begun before. */
  readonly attempt: number;
  /** Of one that is taken up again. */
  readonly mark?: Mark | null;
}

/** Deliveries of one source that one worker may send until the lease ends. Only the holder of the fence may change them. */
export interface Claim {
  readonly fence: string;
  /** When it was taken, on the clock of this process (`performance.now()`). */
  readonly takenAt: number;
  readonly sourceId: string;
  readonly kind: SourceKind;
  /** What becomes of a delivery of which nobody knows whether it has arrived; null where the kind of the message says it. */
  readonly inDoubt: InDoubtPolicy | null;
  /** Where it does not go by mail. */
  readonly channelId: string | null;
  readonly rows: readonly ClaimedDelivery[];
}

/** A delivery in doubt is left as it is, and possibly lost; or sent again, and possibly a duplicate. */
export type InDoubtPolicy = 'left' | 'sent_again';

export type Mark = 'possibly_lost' | 'possible_duplicate';

/** What became of a delivery. */
export interface Settlement {
  readonly delivery: Pick<ClaimedDelivery, 'seq' | 'step' | 'contactId' | 'arm'>;
  readonly state: DeliveryState;
  readonly reason?: string | null;
  readonly mark?: Mark | null;
  /** Where it is to be taken up again (`pending`, `deferred`, `held` by the clock): after so many ms. A hold without it ends when the hold of the contact ends. */
  readonly redoIn?: number;
  /** Where it is held until there is room in its lane. */
  readonly lane?: string;
  /** There was a conversation about it that counts as an attempt. */
  readonly spent?: boolean;
  /** The number of the conversation whose answer is the last word; it is true even where the delivery was taken for lost meanwhile. */
  readonly answered?: number;
}

/** What becomes of a delivery that is not sent any more. Who may have got it before, nobody can say that he did not. */
export function endOf(delivery: Settlement['delivery'] & Pick<ClaimedDelivery, 'mark'>, state: 'cancelled' | 'expired', reason: string | null): Settlement {
  return delivery.mark === 'possible_duplicate' ? { delivery, state: 'in_doubt', reason: 'no_reply' } : { delivery, state, reason };
}

/** States in which a delivery may stay; reaching one is an event. */
const SETTLED: ReadonlySet<DeliveryState> = new Set([
  'accepted', 'failed', 'in_doubt', 'suppressed', 'held', 'skipped', 'held_out', 'cancelled', 'expired',
]);

export const isSettled = (state: DeliveryState): boolean => SETTLED.has(state);
