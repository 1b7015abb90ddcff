/** What the projections say of the contact of a delivery; null where they know nothing newer than the delivery itself. */
export interface ContactFacts {
  /** The reason of a suppression of the address or the contact. */
  readonly suppression: string | null;
  readonly hasAddress: boolean | null;
  readonly massTreatment: boolean | null;
  readonly advertisingConsent: boolean | null;
  readonly held: boolean;
}

export type Verdict = 'send' | { readonly state: 'suppressed' | 'skipped' | 'held'; readonly reason: string };

/** The reason of suppressions that stop every message, not only promotions. */
export const BROKEN_ADDRESS = 'broken_address';

/** Whether a message may leave now. Consent, tier and holds concern promotions only. */
export function verdictOf(facts: ContactFacts, promotion: boolean): Verdict {
  if (facts.suppression === BROKEN_ADDRESS || (facts.suppression !== null && promotion)) return { state: 'suppressed', reason: facts.suppression };
  if (facts.hasAddress === false) return { state: 'skipped', reason: 'no_address' };
  if (!promotion) return 'send';
  if (facts.massTreatment === false) return { state: 'skipped', reason: 'upper_tier' };
  if (facts.advertisingConsent === false) return { state: 'skipped', reason: 'no_consent' };
  return facts.held ? { state: 'held', reason: 'open_complaint' } : 'send';
}
