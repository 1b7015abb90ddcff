import { createHmac } from 'node:crypto';
import type { Customer } from '../market/customer.ts';
import type { ArmPlan } from '../market/market.ts';
import { groupedBy, type Arms } from './arms.ts';

/** Hexadecimal digits of the hash that make the number. */
const DIGITS = 12;

/**
 * The arms as they are defined, worked out apart from the service: HMAC-SHA-256 of the contact id under the campaign id, its first
 * 48 bits as a share of the whole, and the arms side by side in their order, each as wide as its weight.
 */
export function hashedArm(plan: readonly ArmPlan[], campaignId: string, contactId: string): string {
  const share = Number.parseInt(createHmac('sha256', campaignId).update(contactId).digest('hex').slice(0, DIGITS), 16) / 16 ** DIGITS;
  const whole = plan.reduce((sum, { weight = 1 }) => sum + weight, 0);
  let end = 0;
  for (const { name, weight = 1 } of plan) {
    end += weight;
    if (share * whole < end) return name;
  }
  return plan.at(-1)?.name ?? '';
}

export interface HashedCampaign {
  readonly plan: readonly ArmPlan[];
  readonly campaignId: string;
  /** By address, as the API tells them. */
  readonly contactIds: ReadonlyMap<string, string>;
}

export const armsByHash = (audience: readonly Customer[], { plan, campaignId, contactIds }: HashedCampaign): Arms =>
  groupedBy(audience, ({ email }) => hashedArm(plan, campaignId, contactIds.get(email) ?? ''));
