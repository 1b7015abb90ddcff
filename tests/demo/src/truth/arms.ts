import type { Demo } from '../demo.ts';
import type { Customer } from '../market/customer.ts';
import type { Assignment } from '../market/market.ts';

/** Members by the name of the arm. */
export type Arms = ReadonlyMap<string, readonly Customer[]>;

/** A share this many standard deviations away is no chance any more. */
const SURPRISE = 5;
const PAGE = 1000;

export function armsByAttribute(audience: readonly Customer[], { attribute, arms }: Extract<Assignment, { kind: 'attribute' }>): Arms {
  return groupedBy(audience, ({ attributes }) => arms[String(attributes[attribute])] ?? '');
}

export const membersOf = (arms: Arms, name: string): readonly Customer[] => arms.get(name) ?? [];

interface Delivery {
  readonly seq: number;
  readonly email: string;
  readonly arm: string;
}

/** The ledger must tell the same arms, address by address. */
export async function compareLedgerArms({ api, checks, market }: Demo, campaignId: string, arms: Arms): Promise<void> {
  const told = new Map<string, Set<string>>();
  const pages = api.pages<Delivery>({ path: `campaigns/${campaignId}/deliveries`, list: 'deliveries', cursorOf: ({ seq }) => String(seq), limit: PAGE });
  for await (const { email, arm } of pages) told.set(arm, (told.get(arm) ?? new Set()).add(email));
  for (const { name } of market.arms) {
    checks.sameSet(`campaign: addresses in the ledger, ${name}`, told.get(name) ?? new Set(), new Set(membersOf(arms, name).map(({ email }) => email)));
  }
}

/** A hash that is no chance would be no experiment: the arms must be shared out as the weights say. */
export function checkShares({ checks, market }: Demo, arms: Arms): void {
  const weights = market.arms.reduce((sum, { weight = 1 }) => sum + weight, 0);
  const everybody = [...arms.values()].reduce((sum, members) => sum + members.length, 0);
  for (const { name, weight = 1 } of market.arms) {
    const share = weight / weights;
    const expected = everybody * share;
    checks.near(`campaign: size of the arm ${name}, within chance`, membersOf(arms, name).length, expected, SURPRISE * Math.sqrt(expected * (1 - share)));
  }
}

export function groupedBy(customers: readonly Customer[], armOf: (customer: Customer) => string): Arms {
  const arms = new Map<string, Customer[]>();
  for (const customer of customers) {
    const members = arms.get(armOf(customer));
    if (members) members.push(customer);
    else arms.set(armOf(customer), [customer]);
  }
  return arms;
}
