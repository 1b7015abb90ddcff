import { z } from 'zod';

/** Size class of an account. SOHO and SMB are worked in breadth; UMM and ENTERPRISE are handed over to people. */
export const tier = z.enum(['SOHO', 'SMB', 'UMM', 'ENTERPRISE', 'UNKNOWN']);
export type Tier = z.infer<typeof tier>;

export const isUpperTier = (value: Tier): boolean => value === 'UMM' || value === 'ENTERPRISE';

/** Why no mass message may reach a contact, by the tier of his account or of the company at whose domain he is; null where one may. */
export function tierObstacle({ massTreatment, tier, companyId = null }: { massTreatment: boolean; tier: Tier; companyId?: string | null | undefined }): 'upper_tier' | 'unknown_tier' | 'doubtful_tier' | null {
  if (massTreatment) return null;
  if (isUpperTier(tier) || companyId !== null) return 'upper_tier';
  return tier === 'UNKNOWN' ? 'unknown_tier' : 'doubtful_tier';
}

/** States of a delivery, a row of the ledger. The sum over all states is the audience, at every moment. */
export const deliveryState = z.enum([
  'pending', 'claimed', 'sending', 'accepted', 'deferred', 'failed', 'in_doubt',
  'suppressed', 'held', 'skipped', 'held_out', 'cancelled', 'expired',
]);
export type DeliveryState = z.infer<typeof deliveryState>;

/** Who asked for a message: a campaign, a step of a funnel, a program (one transactional message), a ticket. (source, step, contact) has one delivery. */
export const messageSource = z.object({
  kind: z.enum(['campaign', 'funnel', 'message', 'ticket']),
  id: z.uuid(),
  /** The step of a funnel, the id of a transactional message or the reply of a ticket; empty for a campaign. */
  step: z.string().max(100).default(''),
});
export type MessageSource = z.infer<typeof messageSource>;

/** Values that templates may use, by name. */
export const mergeFields = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()], { error: 'must be text, a number, true, false or null' }));
export type MergeFields = z.infer<typeof mergeFields>;

export const bucket = z.int().min(0);
export const moment = z.iso.datetime({ offset: true });

/** Separate things to agree to: advertising, the processing of personal data, the tracking of opens and clicks. */
export const consentPurpose = z.enum(['advertising', 'personal_data', 'tracking']);
export type ConsentPurpose = z.infer<typeof consentPurpose>;

/** True: agreed to; false: withdrawn; null: never asked. Absent where the producer is of an older version. */
export const trackingConsent = z.boolean().nullable().optional();

/** Why a selected contact is not in an audience. */
export const leftOutReason = z.enum(['upper_tier', 'unknown_tier', 'doubtful_tier', 'no_consent', 'no_address', 'role_address', 'disposable_address', 'suppressed']);
export type LeftOutReason = z.infer<typeof leftOutReason>;

/** Where a contact belongs in the market, null where nobody told; and why no mass message would reach him now, null where one would. */
export const marketPlace = z.object({ region: z.string().max(100).nullable(), industry: z.string().max(100).nullable(), leftOut: leftOutReason.nullable() });

/** Somebody a message goes to, with the version of what segmentation knew of him when it was frozen. */
export const recipient = z.object({
  contactId: z.uuid(),
  version: z.int(),
  accountId: z.uuid().nullable(),
  email: z.string(),
  fields: mergeFields,
  /** Whether opens and clicks of this contact may be told as his own. */
  trackingConsent,
});
export type Recipient = z.infer<typeof recipient>;
