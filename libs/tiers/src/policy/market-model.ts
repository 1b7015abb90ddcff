import { z } from 'zod';
import { industries } from '../reading/industries.ts';

const share = z.number().min(0).max(1);
const spread = z.number().positive();
/** Logarithms of shares, one for each class of headcount. */
const row = z.array(z.number().max(0));
const table = z.record(z.string(), row);

/** How the companies of a market look, seen from a file: fitted on data, and so data itself. */
export const marketModel = z.strictObject({
  /** Lowest headcount of each class; rows of tables have a column for each. */
  classes: z.array(z.number().int().positive()).min(1),
  /** Share of accounts by class. */
  headcounts: row,
  employees: z.strictObject({
    exact: share.describe('Share of figures that are of today'),
    drift: spread.describe('Spread of the logarithm of the others: figures are old'),
    stray: share.describe('Share of figures that say little: of the group, mistaken'),
  }),
  revenue: z.strictObject({
    perHead: z.number().positive().describe('Median of a year where the industry is not known, in the currency of the policy'),
    spread: spread.describe('Spread of the logarithm within an industry'),
    spreadOfAll: spread.describe('The same where the industry is not known'),
    drift: spread, stray: share.describe('Share of companies whose revenue does not follow the headcount'),
    thousands: share.describe('Share of figures that are thousands read as units'),
    thousandfold: share.describe('Share of figures that are units read as thousands'),
  }),
  purchases: z.strictObject({
    seatsPerHead: z.number().positive().describe('Median where the industry is not known'),
    level: z.array(z.number()).describe('Logarithm, by class, of the seats beside what the people would make: larger ones buy for fewer'),
    spread: z.array(spread).describe('Spread of the logarithm within an industry, by class'),
    spreadOfIndustries: spread.describe('What is added to it where the industry is not known'),
    few: z.array(share).describe('Share of customers, by class, of whom a few try it and the company is not seen in the seats'),
    stray: share.describe('Share of seats that say nothing where something was paid'),
    strayUnpaid: share.describe('The same where nothing is known to be paid: trials'),
    trialSeats: z.number().positive().describe('Median of seats that say nothing'), trialSpread: spread,
    discount: z.number().describe('Logarithm of what is paid beside the price of the seats'),
    discountSpread: spread,
  }),
  industries: z.partialRecord(z.enum(industries), z.strictObject({ revenuePerHead: z.number().positive(), seatsPerHead: z.number().positive() })),
  contacts: table, mail: table, legalForms: table, titles: table,
  /** Rows: the tier that a company has by itself; columns: that of the whole it belongs to. */
  belongs: z.array(z.array(share).length(4)).length(4),
});
export type MarketModel = z.infer<typeof marketModel>;
