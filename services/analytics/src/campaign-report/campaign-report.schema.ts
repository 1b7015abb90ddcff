import { z } from 'zod';

const count = z.int().min(0);
const rate = z.number().nullable().describe('Null where there is nobody to divide by');
const interval = z.array(z.number()).length(2).nullable().describe('Low and high end, 95 %');

const arm = z.object({
  arm: z.string(), holdOut: z.boolean(), customers: count.describe('Contacts assigned to the arm, whatever became of their message'), sent: count,
  visits: count, visitRate: rate, visitInterval: interval,
  conversions: count, conversionRate: rate, conversionInterval: interval,
  spend: z.number().describe('The revenue: the sum of the values of its conversions'), spendPerCustomer: rate, spendInterval: interval,
  absurdValues: count.describe('Conversions whose value is beyond 1e12 in size; they count, their value does not'),
  costPerMessage: z.number(), cost: z.number().describe('Of the messages that were sent'), costPerConversion: rate,
});

const difference = { arm: z.string(), against: z.string(), difference: z.number().nullable(), interval };

/** How a campaign's report looks to a client. */
export const campaignReport = z.object({
  campaignId: z.uuid(), name: z.string(), segmentId: z.uuid(), state: z.string().nullable(),
  launchedAt: z.string(), countedUntil: z.string(), visit: z.string(), conversion: z.string(), confidence: z.number(),
  selected: count.nullable(), audience: count.nullable(), leftOut: z.record(z.string(), count).nullable(),
  arms: z.array(arm),
  lifts: z.array(z.object({ ...difference, metric: z.enum(['visit', 'conversion']), relative: z.number().nullable(), relativeInterval: interval })),
  spendDifferences: z.array(z.object(difference)),
  ledger: z.object({
    audience: count.nullable(), assigned: count.describe('Contacts whose arm is known'), states: z.record(z.string(), count),
    unsettled: z.int().nullable().describe('Contacts of the audience of whom no settled state is known yet'),
  }),
  withoutArm: count.describe('Contacts with a delivery but without an arm'),
});
