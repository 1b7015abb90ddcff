import type { Demo } from '../demo.ts';
import type { Customer } from '../market/customer.ts';
import type { ArmPlan, Assignment } from '../market/market.ts';
import type { MailRecord } from '../system/mail-record.ts';

/** Members by the name of the arm. */
export type Arms = ReadonlyMap<string, readonly Customer[]>;

/** A share this many standard deviations away is no chance any more. */
const SURPRISE = 5;

export function armsByAttribute(audience: readonly Customer[], { attribute, arms }: Extract<Assignment, { kind: 'attribute' }>): Arms {
  return groupedBy(audience, ({ attributes }) => arms[String(attributes[attribute])] ?? '');
}

/** Where a hash decides, what a customer received tells the arm; who received nothing is held out. */
export function armsBySink(audience: readonly Customer[], plan: readonly ArmPlan[], mailed: ReadonlyMap<string, MailRecord | undefined>): Arms {
  const holdOut = plan.find(({ subject }) => subject === null)?.name ?? '';
  return groupedBy(audience, ({ email }) => plan.find(({ name }) => mailed.get(name)?.addresses.has(email))?.name ?? holdOut);
}

interface Delivery {
  readonly seq: number;
  readonly email: string;
  readonly arm: string;
}

/** The ledger must tell the same arms as the sink, address by address, and the hash must share out as the weights say. */
export async function checkAssignment({ api, checks, market }: Demo, campaignId: string, arms: Arms): Promise<void> {
  const told = new Map<string, Set<string>>();
  const pages = api.pages<Delivery>({ path: `campaigns/${campaignId}/deliveries`, list: 'deliveries', cursorOf: ({ seq }) => String(seq) });
  for await (const { email, arm } of pages) told.set(arm, (told.get(arm) ?? new Set()).add(email));
  const weights = market.arms.reduce((sum, { weight = 1 }) => sum + weight, 0);
  const everybody = [...arms.values()].reduce((sum, members) => sum + members.length, 0);
  for (const { name, weight = 1 } of market.arms) {
    const members = arms.get(name) ?? [];
    checks.sameSet(`campaign: addresses in the ledger, ${name}`, told.get(name) ?? new Set(), new Set(members.map(({ email }) => email)));
    const share = weight / weights;
    const expected = everybody * share;
    checks.near(`campaign: size of the arm ${name}, within chance`, members.length, expected, SURPRISE * Math.sqrt(expected * (1 - share)));
  }
}

function groupedBy(customers: readonly Customer[], armOf: (customer: Customer) => string): Arms {
  const arms = new Map<string, Customer[]>();
  for (const customer of customers) {
    const members = arms.get(armOf(customer));
    if (members) members.push(customer);
    else arms.set(armOf(customer), [customer]);
  }
  return arms;
}
