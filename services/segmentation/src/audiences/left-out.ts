import type { AudienceFrozen } from '@widecast/contracts';
import { AT_LARGE } from '../joins/large-domains.ts';

/** Every reason, of which nobody was left out yet. */
export const NOBODY_LEFT_OUT = {
  upper_tier: 0, unknown_tier: 0, doubtful_tier: 0, no_consent: 0, no_address: 0, role_address: 0, disposable_address: 0, suppressed: 0,
} satisfies AudienceFrozen['leftOut'];

/**
 * Why no mass message reaches the contact `c` of the account `a`, or NULL. The first that applies is counted; upper tiers come first: no mass message reaches them, whatever else is true.
 * Who is suppressed is left out where `suppressed` says how that is seen; without it that is for the last fence to say, whose ledger then shows it.
 */
export const reasonSql = (kind: string, suppressed?: string) => (unknownIsLower: string, leavesOut: string): string => `CASE
    WHEN a.tier IN ('UMM', 'ENTERPRISE') OR ${AT_LARGE} THEN 'upper_tier'
    WHEN coalesce(a.tier, 'UNKNOWN') = 'UNKNOWN' AND NOT (${unknownIsLower}::boolean AND coalesce(a.mass_treatment, true)) THEN 'unknown_tier'
    WHEN NOT a.mass_treatment THEN 'doubtful_tier'
    WHEN c.advertising_consent IS NOT TRUE THEN 'no_consent'
    WHEN c.email IS NULL THEN 'no_address'${suppressed ? `
    WHEN ${suppressed} THEN 'suppressed'` : ''}
    WHEN ${kind} = ANY (${leavesOut}::text[]) THEN ${kind} || '_address'
  END`;
