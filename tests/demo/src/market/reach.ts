import { isUpperTier } from '@widecast/contracts';
import type { Customer } from './customer.ts';

export const isUpper = ({ account }: Customer): boolean => isUpperTier(account.tier);

/** Whether a campaign may reach a customer at all. */
export const isReachable = (customer: Customer): boolean => !isUpper(customer) && customer.consent;

/** Who is selected but left out, by the first reason that holds. */
export function leftOutOf(selected: readonly Customer[]): { readonly upper_tier: number; readonly no_consent: number } {
  return {
    upper_tier: selected.filter(isUpper).length,
    no_consent: selected.filter((customer) => !isUpper(customer) && !customer.consent).length,
  };
}

export const addressesOf = (customers: Iterable<Customer>): Set<string> => new Set([...customers].map(({ email }) => email));
