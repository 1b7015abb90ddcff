import { z } from 'zod';

const count = z.int().min(0);
const rate = z.number().nullable().describe('Null where there is nobody to divide by');
const interval = z.array(z.number()).length(2).nullable().describe('Low and high end, 95 %');

const arm = z.object({
  arm: z.string(), holdOut: z.boolean(), customers: count, sent: count,
  visits: count, visitRate: rate, visitInterval: interval,
  conversions: count, conversionRate: rate, conversionInterval: interval,
  spend: z.number(), spendPerCustomer: rate, spendInterval: interval,
  costPerMessage: z.number(), cost: z.number(),
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
  ledger: z.object({ audience: count.nullable(), states: z.record(z.string(), count), unsettled: z.int().nullable() }),
  withoutArm: count.describe('Contacts with a delivery but without an arm'),
});
