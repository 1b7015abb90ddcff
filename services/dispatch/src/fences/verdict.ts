/** What the projections say of the contact of a delivery; null where what they know is older than the delivery itself. */
export interface ContactFacts {
  /** The reason of a suppression of the address or the contact. */
  readonly suppression: string | null;
  readonly hasAddress: boolean | null;
  /** Why no mass message may reach his account. */
  readonly tierObstacle: string | null;
  readonly advertisingConsent: boolean | null;
  readonly held: boolean;
  /** He is not in the funnel any more that the message belongs to. */
  readonly hasLeft: boolean;
}

export type Verdict = 'send' | { readonly state: 'suppressed' | 'skipped' | 'held' | 'cancelled' | 'expired'; readonly reason: string };

/** The reason of suppressions that stop every message, not only promotions. */
export const BROKEN_ADDRESS = 'broken_address';

/** The contact reached the goal of the funnel, or left it, before the message did. */
export const LEFT_FUNNEL = 'left_funnel';

/** The time to live of its campaign is over. */
export const TOO_LATE = 'too_late';

/** Whether a message may leave now. Consent, tier and holds concern promotions only. */
export function verdictOf(facts: ContactFacts, promotion: boolean): Verdict {
  if (facts.hasLeft) return { state: 'cancelled', reason: LEFT_FUNNEL };
  if (facts.suppression === BROKEN_ADDRESS || (facts.suppression !== null && promotion)) return { state: 'suppressed', reason: facts.suppression };
  if (facts.hasAddress === false) return { state: 'skipped', reason: 'no_address' };
  if (!promotion) return 'send';
  if (facts.tierObstacle !== null) return { state: 'skipped', reason: facts.tierObstacle };
  if (facts.advertisingConsent === false) return { state: 'skipped', reason: 'no_consent' };
  return facts.held ? { state: 'held', reason: 'open_complaint' } : 'send';
}
