import { z } from 'zod';

/** Whose opens and clicks are told. */
export const trackingPolicy = z.enum(['off', 'consented', 'unless_refused']);
export type TrackingPolicy = z.infer<typeof trackingPolicy>;

/** Whether those of this contact are. `consent`: what he said of it last; undefined where he was never asked. */
export function isTracked(policy: TrackingPolicy, consent: boolean | undefined): boolean {
  if (policy === 'off') return false;
  return consent ?? policy === 'unless_refused';
}
