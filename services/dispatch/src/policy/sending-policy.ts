import { uniformOf } from '../audiences/assignment.ts';
import type { Ramp } from '../throttles/warm-up.ts';

/** At most so many promotions to one contact in any so many days, whoever sends them. */
export interface FrequencyCap {
  readonly promotions: number;
  readonly days: number;
}

/** A share of all contacts that gets no promotion from anything: what all of them together are worth is measured against it. */
export interface GlobalHoldOut {
  /** 0 … 1 */
  readonly share: number;
  readonly seed: string;
}

/** What holds for all promotions of the installation. */
export interface SendingPolicy {
  readonly globalHoldOut: GlobalHoldOut | null;
  readonly frequencyCap: FrequencyCap | null;
  /** How domains begin that mail is from for the first time; null lets them send as much as others. */
  readonly senderWarmUp: Ramp | null;
}

/** Whether a contact is of the global hold-out: by his id and the seed alone, so that a larger share only adds to a smaller one. */
export function isHeldOut({ globalHoldOut }: SendingPolicy, contactId: string): boolean {
  // Another prefix than any campaign's seed: independent of every campaign's arms.
  return globalHoldOut !== null && uniformOf(`global hold-out/${globalHoldOut.seed}`, contactId) < globalHoldOut.share;
}

export const GLOBAL_HOLD_OUT = 'global_hold_out';
